// A replay: events of the past through the journeys, on the virtual clock and an engine of its own.

import { splitsOf } from '../functions/runs/splits.ts';
import { profileOf } from '../lib/customer/apply-event.ts';
import { type ConsentRecord, recordOfImport } from '../lib/customer/consent-record.ts';
import type { CustomerEvent } from '../lib/customer/event.ts';
import type { Customer, Profile } from '../lib/customer/profile.ts';
import { formatInstant } from '../lib/customer/time.ts';
import { seededChance } from '../lib/embedded/chance.ts';
import { VirtualClock } from '../lib/embedded/clock.ts';
import { openDatabase } from '../lib/embedded/database.ts';
import { createVirtualLoop } from '../lib/embedded/engine/virtual-loop.ts';
import { costOf } from '../lib/embedded/report/prices.ts';
import { countJourneys, countMessages, type Report } from '../lib/embedded/report/report.ts';
import { countSameWays } from '../lib/embedded/report/same-ways.ts';
import { countWaits } from '../lib/embedded/report/waits.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { channelNames } from '../lib/journey/channels/index.ts';
import type { JourneyRuns } from '../lib/journey/cost/frequencies.ts';
import type { TemplateBundle } from '../lib/journey/templates/bundle.ts';
import type { Clock, OutwardSenders, Run } from '../lib/ports.ts';
import { type Embedded, wireEmbedded } from './wiring.ts';

export type ReplayInput = {
  catalog: Catalog;
  templates: Iterable<TemplateBundle>;
  /** In the order in which they are to be handled. */
  events: Iterable<CustomerEvent>;
  customers: Iterable<Customer>;
  rejected: number;
  /** When (ms) the clock begins; with the first event, if absent. */
  from?: number | undefined;
  /**
   * Until when (ms, inclusive) the clock runs; without it, until nothing is due. What comes again and again, such as a
   * schedule, then comes up to the last event.
   */
  until?: number | undefined;
  /** Gives every customer consent and an address on every channel. */
  assumeReachable: boolean;
  /** The machine's own clock, for the time that the replay takes. */
  stopwatch: Clock;
  /** Called with the number of events handled so far, now and then. */
  progress?: (handled: number) => void;
};

export type Replayed = {
  report: Report;
  embedded: Embedded;
  /** What the runs of each journey did, for what they cost. */
  sameWays(): Promise<Record<string, JourneyRuns>>;
  close(): void;
};

/** Runs everything to its end. Throws if any event or message could not be handled at all. */
export async function replay(input: ReplayInput): Promise<Replayed> {
  const started = input.stopwatch.now();
  const database = openDatabase(':memory:', { durable: false });
  const { first, all } = peek(input.events);
  const clock = new VirtualClock(input.from ?? first?.at ?? input.until ?? 0);
  const counted = countingSenders();
  const embedded = wireEmbedded(database, clock, seededChance(1), counted.senders);
  const customers = await importCustomers(embedded, input);
  await embedded.deploy(input.catalog, input.templates);
  const fed = await feed(embedded, clock, customers, { ...input, events: all });
  failOnBuried(embedded);
  const messages = countMessages(embedded.stores.messages);
  const transitions = embedded.engine.executions.transitions();
  const report: Report = {
    events: fed.events,
    rejected: input.rejected,
    customers: customers.size,
    from: fed.from === undefined ? null : formatInstant(fed.from),
    to: fed.to === undefined ? null : formatInstant(fed.to),
    journeys: countJourneys(runsSoFar(embedded), input.catalog.journeys.keys()),
    messages,
    ...(input.catalog.sending && { waits: countWaits(embedded.stores.decisions.waits()) }),
    rendered: counted.rendered(),
    transitions,
    cost: costOf({
      transitions,
      events: fed.events,
      ...embedded.work(),
      emails: messages.email?.sent ?? 0,
    }),
    seconds: (input.stopwatch.now() - started) / 1000,
  };
  return { report, embedded, sameWays: () => sameWaysOf(embedded), close: () => database.close() };
}

function sameWaysOf(embedded: Embedded): Promise<Record<string, JourneyRuns>> {
  const { stores, engine } = embedded;
  const catalog = embedded.catalog();
  return countSameWays({ runs: runsSoFar(embedded), stores, executions: engine.executions, catalog });
}

/** All runs; one that still goes on knows its splits where it runs, and nowhere else yet. */
function* runsSoFar({ stores, engine }: Embedded): Generator<Run> {
  for (const run of stores.runs.all()) {
    if (run.status !== 'active') yield run;
    else yield { ...run, splits: splitsOf(engine.executions.get(run.id)?.variables.taken) };
  }
}

type Fed = { events: number; from: number | undefined; to: number | undefined };

/** Feeds the events in; before each, the clock runs up to it, and all that is due is done. */
async function feed(
  embedded: Embedded,
  clock: VirtualClock,
  customers: Set<string>,
  input: ReplayInput,
): Promise<Fed> {
  const loop = createVirtualLoop(embedded.engine, clock);
  const until = input.until ?? Infinity;
  const fed: Fed = { events: 0, from: undefined, to: undefined };
  for (const event of input.events) {
    if (event.at > until) break;
    if (!customers.has(event.customerId)) {
      customers.add(event.customerId);
      if (input.assumeReachable)
        await importProfile(embedded, reachable(profileOf({ id: event.customerId })));
    }
    await loop.runUntil(event.at);
    await embedded.handle(event);
    fed.events += 1;
    fed.from ??= event.at;
    fed.to = event.at;
    if (fed.events % 500 === 0) input.progress?.(fed.events);
  }
  if (input.until === undefined) {
    embedded.endRecurring();
    await loop.runOut();
  } else {
    await loop.runUntil(input.until);
  }
  input.progress?.(fed.events);
  return fed;
}

/** The first of the events, and all of them. */
function peek(events: Iterable<CustomerEvent>): {
  first: CustomerEvent | undefined;
  all: Iterable<CustomerEvent>;
} {
  const iterator = events[Symbol.iterator]();
  const first = iterator.next();
  function* all() {
    for (let next = first; !next.done; next = iterator.next()) yield next.value;
  }
  return { first: first.done ? undefined : first.value, all: all() };
}

async function importCustomers(embedded: Embedded, input: ReplayInput): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const customer of input.customers) {
    const now = embedded.ports.clock.now();
    const profile = profileOf(customer, now);
    const evidence = recordOfImport(customer, IMPORT, now);
    await importProfile(embedded, input.assumeReachable ? reachable(profile) : profile, evidence);
    ids.add(customer.id);
  }
  return ids;
}

/** Under which a profile of a file is kept: once. */
const IMPORT = 'import';

async function importProfile(
  { stores }: Embedded,
  profile: Profile,
  evidence?: ConsentRecord,
): Promise<void> {
  await stores.profiles.change(
    profile.id,
    IMPORT,
    () => profile,
    () => evidence,
  );
}

/** The profile with consent and an address on every channel, where it has none. */
function reachable(profile: Profile): Profile {
  return {
    ...profile,
    consent: Object.fromEntries(channelNames.map((name) => [name, true])),
    email: profile.email ?? `${encodeURIComponent(profile.id)}@customers.example`,
    phone: profile.phone ?? '+15550100',
    pushToken: profile.pushToken ?? `push:${profile.id}`,
  };
}

/** OutwardSenders that send nothing, and count. */
function countingSenders(): { senders: OutwardSenders; rendered(): number } {
  let rendered = 0;
  const sender = {
    async send() {
      rendered += 1;
    },
  };
  return { senders: { email: sender, sms: sender, push: sender }, rendered: () => rendered };
}

function failOnBuried({ engine }: Embedded): void {
  const [first, ...more] = engine.jobs.buried();
  if (!first) return;
  throw new Error(
    `${more.length + 1} job(s) of the replay failed for good; the first, in queue "${first.queue}": ${first.error}`,
  );
}
