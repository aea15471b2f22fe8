// The work that functions/ do for a run, as plain data: what each piece calls. A test counts the calls of real runs and
// holds these to it (test/journey/cost/).

import type { StoreCall } from './requests.ts';

export type Calls = Partial<Record<StoreCall, number>>;

export type Work = {
  /** States entered by the execution. */
  transitions: number;
  /** Calls of functions. Batches make them fewer; here each job is a batch of its own. */
  invocations: number;
  /** Jobs through a queue: each is sent, received and deleted. */
  jobs: number;
  /** Events put on the bus. */
  events: number;
  emails: number;
  texts: number;
  pushes: number;
  calls: Calls;
};

export const noWork: Work = {
  transitions: 0,
  invocations: 0,
  jobs: 0,
  events: 0,
  emails: 0,
  texts: 0,
  pushes: 0,
  calls: {},
};

export const pieces = {
  /** An event comes in, whether it means anything to a journey or not. */
  event: {
    ...noWork,
    invocations: 1,
    jobs: 1,
    events: 1,
    calls: { 'timeline.record': 1, 'runs.watching': 1, 'waits.open': 1, 'timeline.markDone': 1 },
  },
  /** It starts a run. */
  entry: {
    ...noWork,
    calls: { 'runs.enrolment': 1, 'runs.claim': 1, 'decisions.add': 1, 'profiles.get': 1, 'runs.get': 1 },
  },
  /** Events since the entry are looked through for exits and goals. */
  lookAhead: { ...noWork, calls: { 'timeline.read': 1 } },
  /** A function decides a step. */
  decision: {
    ...noWork,
    invocations: 1,
    calls: { 'runs.get': 1, 'profiles.get': 1, 'decisions.add': 1 },
  },
  update: { ...noWork, calls: { 'profiles.change': 1 } },
  /** `emit` and `start` put an event on the bus; how deep it is follows from what woke the run. */
  emission: { ...noWork, calls: { 'waits.satisfied': 1 } },
  /** `waitFor` registers its waiter and looks for an event that has come already. */
  listening: {
    ...noWork,
    invocations: 1,
    calls: {
      'runs.get': 1,
      'waits.register': 1,
      'profiles.get': 1,
      'timeline.read': 1,
      'waits.satisfied': 1,
      'decisions.add': 1,
    },
  },
  /** An event wakes the waiter. That event's own coming in is not the run's. */
  waking: { ...noWork, calls: { 'runs.get': 1, 'waits.satisfy': 1, 'decisions.add': 1 } },
  /** A sender takes a job: once, and once more where it passes the job on to another channel. */
  messageJob: {
    ...noWork,
    invocations: 1,
    jobs: 1,
    calls: { 'runs.get': 1, 'templates.get': 1, 'profiles.get': 1 },
  },
  /** What was sent to the customer and what waits is read first, where there are caps or quiet hours. */
  frequency: { ...noWork, calls: { 'frequencies.of': 1 } },
  /** A message waits, and is decided again: the state that was left and entered once more is counted by the execution. */
  waiting: { ...noWork, calls: { 'messages.get': 1, 'frequencies.keep': 1, 'decisions.add': 1 } },
  /** Whether the address of a channel is suppressed. */
  address: { ...noWork, calls: { 'suppressions.get': 1 } },
  /** Whether marketing is paused. */
  marketingJob: { ...noWork, calls: { 'pauses.all': 1 } },
  /** What went out is counted, for its rates. */
  rated: { ...noWork, calls: { 'rates.count': 1 } },
  sending: {
    ...noWork,
    calls: { 'messages.claim': 1, 'messages.record': 1, 'decisions.add': 1 },
  },
  /** In the place of a claim, where caps count the message. */
  capped: { ...noWork, calls: { 'messages.claim': -1, 'messages.claimCounted': 1 } },
  holding: { ...noWork, calls: { 'messages.claim': 1, 'decisions.add': 1 } },
  /** The event that the run matched last is there for templates and depths. */
  matchedEvent: { ...noWork, calls: { 'timeline.get': 1 } },
  /** A webhook is called, beside the decision to call. */
  webhook: { ...noWork, jobs: 1, calls: { 'calls.begin': 1, 'calls.record': 1, 'decisions.add': 1 } },
  /** The execution's end is noted. */
  end: {
    ...noWork,
    invocations: 1,
    jobs: 1,
    calls: { 'runs.get': 1, 'runs.end': 1, 'waits.close': 1, 'decisions.add': 1 },
  },
  /** An event ended the run on its way; then the execution's end finds nothing left to note. */
  exitByEvent: {
    ...noWork,
    invocations: 1,
    jobs: 1,
    calls: { 'runs.end': 1, 'waits.close': 1, 'decisions.add': 1, 'runs.get': 1 },
  },
  conversion: { ...noWork, calls: { 'runs.convert': 1, 'decisions.add': 1 } },
} satisfies Record<string, Work>;

export function add(...works: readonly Work[]): Work {
  const sum: Work = { ...noWork, calls: {} };
  for (const { calls, ...counts } of works) {
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) sum[name] += counts[name];
    for (const name of Object.keys(calls) as StoreCall[]) {
      sum.calls[name] = (sum.calls[name] ?? 0) + (calls[name] ?? 0);
    }
  }
  return sum;
}

export function times(work: Work, count: number): Work {
  const { calls, ...counts } = work;
  const scaled = Object.entries(counts).map(([name, value]) => [name, value * count]);
  const scaledCalls = Object.entries(calls).map(([name, value]) => [name, value * count]);
  // The same names, each with its number.
  return { ...Object.fromEntries(scaled), calls: Object.fromEntries(scaledCalls) } as Work;
}
