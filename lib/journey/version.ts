// A journey's version is the hash of its definition: the compiled machine, with the rules that runs keep.

import { createHash } from 'node:crypto';

/** Twelve hexadecimal digits that differ when anything in the value does; the order of properties does not count. */
export function versionOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 12);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
