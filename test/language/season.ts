// Journeys, customers and events of some weeks, replayed on the virtual clock: what a marketer would see of it.

import { onTestFinished } from 'vitest';
import { replay } from '../../bin/replay.ts';
import type { TimelineEvent } from '../../lib/customer/event.ts';
import type { Customer, Profile } from '../../lib/customer/profile.ts';
import { type OutboxLine, outboxLine } from '../../lib/embedded/report/outbox-line.ts';
import type { JourneyCounts, Report } from '../../lib/embedded/report/report.ts';
import type { DecisionRecord, Run } from '../../lib/ports.ts';
import { deployable, type Workflows } from './journeys.ts';
import { asEvent, type Happening, moment, written } from './moments.ts';

export type Plan = Workflows & {
  events: Happening[];
  customers?: Customer[];
  /** Until when the clock runs; to the end of all runs if absent. */
  until?: string;
  /** Whether only those can be reached who are given consent and an address; everyone can if absent. */
  asGiven?: boolean;
};

export type Season = {
  messages: OutboxLine[];
  report: Report;
  /** The counts of a journey, "j" if no other is named. */
  counts(journey?: string): JourneyCounts;
  /** What a customer was sent: "03-05 10:00 hello", and "hello 2" in the second round of a repeat. */
  sent(customer?: string): string[];
  /** What a customer was told or spared: "hello email sent: consent". */
  decided(customer?: string): string[];
  explain(customer?: string, journey?: string): Promise<DecisionRecord[]>;
  runs(customer?: string): Promise<Run[]>;
  profile(customer?: string): Promise<Profile | undefined>;
  /** The events of these types in the customer's timeline, in order. */
  timeline(types: string[], customer?: string): Promise<TimelineEvent[]>;
};

export async function season(plan: Plan): Promise<Season> {
  const events = plan.events.map(asEvent);
  // A stable sort: by time, then by arrival.
  events.sort((a, b) => a.at - b.at);
  const { report, embedded, close } = await replay({
    ...deployable(plan),
    events,
    customers: plan.customers ?? [],
    rejected: 0,
    until: plan.until === undefined ? undefined : moment(plan.until),
    assumeReachable: !plan.asGiven,
    stopwatch: { now: () => 0 },
  });
  onTestFinished(close);
  const { messages, decisions, runs, profiles, timeline } = embedded.stores;
  const lines = [...messages.all()].map(({ message }) => outboxLine(message));
  const of = (customer: string) => lines.filter((line) => line.customerId === customer);
  return {
    messages: lines,
    report,
    counts(journey = 'j') {
      const counts = report.journeys[journey];
      if (!counts) throw new Error(`there is no journey "${journey}"`);
      return counts;
    },
    sent: (customer = 'ann') =>
      of(customer)
        .filter(({ status }) => status === 'sent')
        .map(({ at, step, visit }) => `${written(Date.parse(at))} ${step}${visit === 1 ? '' : ` ${visit}`}`),
    decided: (customer = 'ann') =>
      of(customer).map(({ step, channel, status, reason }) => `${step} ${channel} ${status}: ${reason}`),
    explain: (customer = 'ann', journey = 'j') => decisions.of(customer, journey),
    runs: (customer = 'ann') => runs.of(customer),
    profile: (customer = 'ann') => profiles.get(customer),
    timeline: (types, customer = 'ann') => timeline.read(customer, { types }),
  };
}
