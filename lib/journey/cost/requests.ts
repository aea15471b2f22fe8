// What each call of a store costs in DynamoDB, in request units, as docs/data-model.md tells them from DynamoDB Local. A
// transaction bills every item twice; a refused condition bills, too.

/** `reads` of up to 4 KB, consistent; `writes` of up to 1 KB. Larger items take more. */
export type Units = { reads: number; writes: number };

const units = (reads: number, writes: number): Units => ({ reads, writes });

export const requestUnits = {
  /** Of a customer who is known; of one who is not, two writes more. */
  'timeline.record': units(2, 6),
  'timeline.markDone': units(0, 1),
  'timeline.get': units(2, 0),
  /** For each type of event; here one is taken. */
  'timeline.read': units(1, 0),
  'profiles.get': units(1, 0),
  'profiles.change': units(2, 4),
  'runs.enrolment': units(1, 0),
  'runs.claim': units(0, 8),
  'runs.get': units(1, 0),
  /** One read more for each run that is watched. */
  'runs.watching': units(1, 0),
  'runs.end': units(2, 8),
  'runs.convert': units(1, 4),
  'waits.register': units(1, 4),
  'waits.open': units(1, 0),
  'waits.satisfy': units(1, 6),
  'waits.satisfied': units(1, 0),
  /** A read and four writes more for each wait that is still open. */
  'waits.close': units(1, 0),
  /** Of marketing, on which consent is checked; a transactional message takes two writes less. */
  'messages.claim': units(0, 6),
  /** Of a send that caps count, with the customer's frequency. */
  'messages.claimCounted': units(0, 8),
  'messages.get': units(1, 0),
  /** With its content. */
  'messages.record': units(0, 2),
  'messages.fates': units(2, 0),
  'frequencies.of': units(1, 0),
  'frequencies.keep': units(0, 1),
  'inboxes.put': units(0, 1),
  'calls.begin': units(1, 4),
  'calls.record': units(1, 1),
  'calls.answers': units(1, 0),
  'decisions.add': units(0, 1),
  'due.planned': units(1, 0),
  /** In the place of another moment. */
  'due.plan': units(0, 3),
  'due.drop': units(0, 2),
  'due.settle': units(0, 2),
  'suppressions.get': units(1, 0),
  'rates.count': units(0, 1),
  'pauses.all': units(1, 0),
  'segments.of': units(1, 0),
  'segments.save': units(0, 1),
  /** Read once a process, which is next to never. */
  'templates.get': units(0, 0),
} satisfies Record<string, Units>;

export type StoreCall = keyof typeof requestUnits;

export function unitsOf(calls: Partial<Record<StoreCall, number>>): Units {
  let reads = 0;
  let writes = 0;
  for (const [name, each] of Object.entries(requestUnits)) {
    const times = calls[name as StoreCall] ?? 0;
    reads += times * each.reads;
    writes += times * each.writes;
  }
  return { reads, writes };
}
