// What one part of the benchmark is: it measures, and says its figures as rows for people and as JSON.

import type { JsonObject } from '../lib/customer/json.ts';

export type Row = { what: string; figure: string; remark: string };

export type Part = {
  /** What it is for, in a line. */
  about: string;
  /** Measures; `folder` is its own, and is deleted afterwards. */
  run(folder: string): Promise<{ rows: Row[]; json: JsonObject }>;
};

/** A number as people read it: 12,345, or 1.23 if it is small. */
export function round(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

/** Seconds that something took, with what it returned. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const begin = performance.now();
  const result = await work();
  return { seconds: (performance.now() - begin) / 1000, result };
}
