// The evidence of consent: what each event or import said about it, kept for as long as one has to be able to show it.

import { type ConsentStatement, EVERYTHING, statementsIn, statementsOf } from './consent.ts';
import type { CustomerEvent } from './event.ts';
import type { Customer } from './profile.ts';
import { isTopic } from './topics.ts';

/** What one event or import said about consent. It is never changed, and does not go when the timeline does. */
export type ConsentRecord = {
  /** The id of the event, or the key of the import: kept once, however often it comes. */
  id: string;
  customerId: string;
  /** The type of the event; `import` for what a file said. */
  saidBy: string;
  /** When it was kept (ms). */
  keptAt: number;
  statements: ConsentStatement[];
};

/** The record of an event that came at `receivedAt` (ms); undefined if it says nothing about consent. */
export function recordOf(event: CustomerEvent, receivedAt: number): ConsentRecord | undefined {
  const statements = statementsOf(event, receivedAt);
  if (statements.length === 0) return undefined;
  const { id, customerId, type } = event;
  return { id, customerId, saidBy: type, keptAt: receivedAt, statements };
}

/** The record of what an event that joins two ids of one person makes of their consent. */
export function recordOfMerge(
  { id, customerId, type }: CustomerEvent,
  merging: readonly ConsentStatement[],
  receivedAt: number,
): ConsentRecord | undefined {
  if (merging.length === 0) return undefined;
  const statements = merging.map((statement) => ({ ...statement, source: 'merge' }));
  return { id, customerId, saidBy: type, keptAt: receivedAt, statements };
}

/** The record of what a customer's line in a file says, imported at `importedAt` (ms) under a key. */
export function recordOfImport(
  { id: customerId, consent }: Pick<Customer, 'id' | 'consent'>,
  key: string,
  importedAt: number,
): ConsentRecord | undefined {
  const statements = statementsIn(consent, importedAt);
  if (statements.length === 0) return undefined;
  return { id: key, customerId, saidBy: 'import', keptAt: importedAt, statements };
}

/** What counts now of one key, and what shows it. */
export type CurrentConsent = ConsentStatement & Pick<ConsentRecord, 'saidBy' | 'keptAt'>;

/** Of each key that was named, what was said last; of two things said at one moment, the withdrawal. By key. */
export function currentConsent(history: readonly ConsentRecord[]): CurrentConsent[] {
  const all = history.flatMap(({ saidBy, keptAt, statements }) =>
    statements.map((statement): CurrentConsent => ({ ...statement, saidBy, keptAt })),
  );
  return [...new Set(all.map(({ key }) => key))].sort().flatMap((key) => {
    const said = all.filter((one) => one.key === key || (one.key === EVERYTHING && !isTopic(key)));
    return said
      .sort(byWeight)
      .slice(-1)
      .map((one) => ({ ...one, key }));
  });
}

/** The one that counts comes last; of those that say the same, the one that was kept first. */
function byWeight(a: CurrentConsent, b: CurrentConsent): number {
  return momentOf(a) - momentOf(b) || Number(b.given) - Number(a.given) || b.keptAt - a.keptAt;
}

function momentOf({ at }: CurrentConsent): number {
  return at ?? Number.MIN_SAFE_INTEGER;
}

/** In the order in which they were kept. */
export function byKeeping(a: ConsentRecord, b: ConsentRecord): number {
  return a.keptAt - b.keptAt || (a.id < b.id ? -1 : Number(a.id > b.id));
}
