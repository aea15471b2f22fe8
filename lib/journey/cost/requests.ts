// What each call of a store costs in DynamoDB, in request units: by what the call promises (lib/ports/). A transaction
// bills every item twice; a refused condition bills, too.

/** `reads` of up to 4 KB, consistent; `writes` of up to 1 KB. Larger items take more. */
export type Units = { reads: number; writes: number };

const oneRead: Units = { reads: 1, writes: 0 };
const oneWrite: Units = { reads: 0, writes: 1 };
/** A transaction over so many items. */
const together = (items: number, reads = 0): Units => ({ reads, writes: 2 * items });

export const requestUnits = {
  /** The event, its id and the profile change together; the profile is read first. */
  'timeline.record': together(3, 1),
  'timeline.markDone': oneWrite,
  'timeline.get': oneRead,
  'timeline.read': oneRead,
  'profiles.get': oneRead,
  /** The profile and the key of the change together. */
  'profiles.change': together(2, 1),
  'runs.enrolment': oneRead,
  /** The enrolment and the run together. */
  'runs.claim': together(2),
  'runs.get': oneRead,
  'runs.watching': oneRead,
  /** The run and its enrolment together. */
  'runs.end': together(2),
  'runs.convert': oneWrite,
  'waits.register': { reads: 1, writes: 1 },
  'waits.open': oneRead,
  'waits.satisfy': oneWrite,
  'waits.satisfied': oneRead,
  /** Reads what is open; of a run that waits for nothing, nothing is. */
  'waits.close': oneRead,
  /** The message, on condition that the run is active. */
  'messages.claim': together(2),
  'messages.record': oneWrite,
  'messages.fates': oneRead,
  /** The call, on condition that the run is active. */
  'calls.begin': together(2),
  'calls.record': oneWrite,
  'calls.answers': oneRead,
  'decisions.add': oneWrite,
  'due.planned': oneRead,
  'due.plan': oneWrite,
  'due.drop': oneWrite,
  'due.settle': oneWrite,
  /** A page of what is due. */
  'due.due': oneRead,
  'segments.of': oneRead,
  'segments.save': oneWrite,
  /** A bundle of templates in one or two languages. */
  'templates.get': oneRead,
} satisfies Record<string, Units>;

export type StoreCall = keyof typeof requestUnits;

export function unitsOf(calls: Partial<Record<StoreCall, number>>): Units {
  let reads = 0;
  let writes = 0;
  for (const [name, units] of Object.entries(requestUnits)) {
    const times = calls[name as StoreCall] ?? 0;
    reads += times * units.reads;
    writes += times * units.writes;
  }
  return { reads, writes };
}
