// A day of a shop against the quotas of AWS, second by second: each quota is a token bucket before which work queues, or
// a level. Quotas are looked at one by one: one that holds work back spares those behind it, so this errs on the safe side.

import { type Level, type QuotaName, type QuotaRegion, quotas, type Rate } from './quota-figures.ts';
import type { Load, Rhythm } from './shop-load.ts';

/** Calls of functions are taken to last so long; not measured in an account. */
export const CALL_SECONDS = 0.1;

const DAY = 86_400;

export type Scenario = { name: string; eventsPerSecond: number; customers?: number };

export function scenarios(load: Load): Scenario[] {
  const byCustomers = (name: string, customers: number): Scenario => ({
    name,
    customers,
    eventsPerSecond: (customers * load.eventsPerCustomerAndDay) / DAY,
  });
  return [
    byCustomers('10 thousand customers', 10_000),
    byCustomers('1 million customers', 1_000_000),
    byCustomers('100 million customers', 100_000_000),
    { name: '10,000 events a second', eventsPerSecond: 10_000 },
  ];
}

export type Outcome = {
  quota: QuotaName;
  /** What is asked for a second, or at the same time: over the day, and in the busiest hour. */
  mean: number;
  busiest: number;
  /** The limit, a second or at the same time. */
  limit: number;
  /** The busiest hour as a share of the limit. */
  use: number;
  /** The longest that work waits (s); Infinity if it does not get through in a day. Levels have none. */
  longestWait: number;
};

/** From the quota that is nearest to its limit. */
export function simulate(load: Load, { eventsPerSecond }: Scenario, region: QuotaRegion): Outcome[] {
  const demands = demandsOf(load, eventsPerSecond);
  const outcomes = Object.entries(quotas).map(([name, { limit }]) => {
    // The names of quotas are those of demands.
    const quota = name as QuotaName;
    const { mean, rhythm } = demands[quota];
    const busiest = mean * peakOf(rhythm);
    const figure: Rate | Level = limit[region];
    const most = figure.kind === 'rate' ? figure.refill : figure.most;
    const longestWait = figure.kind === 'rate' ? waitBehind(figure, mean, rhythm) : Number.NaN;
    return { quota, mean, busiest, limit: most, use: busiest / most, longestWait };
  });
  return outcomes.sort((a, b) => b.use - a.use);
}

type Demand = { mean: number; rhythm: Rhythm };

const steady: Rhythm = {
  byHour: new Array<number>(24).fill(1 / 24),
  busiestMinute: { minute: 0, share: 1 / 1440 },
};

function demandsOf(load: Load, eventsPerSecond: number): Record<QuotaName, Demand> {
  const { perEvent, events, work, messages } = load;
  const each = (count: number, rhythm: Rhythm): Demand => ({ mean: count * eventsPerSecond, rhythm });
  const open = perEvent.starts * eventsPerSecond * load.openDaysPerRun * DAY;
  return {
    openExecutions: { mean: open, rhythm: steady },
    starts: each(perEvent.starts, events),
    transitions: each(perEvent.transitions, work),
    answers: each(perEvent.answers, work),
    stops: each(perEvent.stops, events),
    describes: each(perEvent.describes, work),
    puts: each(perEvent.puts, events),
    deliveries: each(perEvent.puts, events),
    concurrency: each(perEvent.invocations * CALL_SECONDS, work),
    reads: each(perEvent.reads, events),
    writes: each(perEvent.writes, events),
    emails: each(perEvent.emails, messages),
    texts: each(perEvent.texts, messages),
  };
}

function peakOf({ byHour }: Rhythm): number {
  return Math.max(...byHour) * 24;
}

/** Two days, so that what the first leaves over is seen; what the busiest minute brings comes in its first second. */
function waitBehind({ size, refill }: Rate, mean: number, { byHour, busiestMinute }: Rhythm): number {
  if (mean > refill) return Infinity;
  const total = mean * DAY;
  const burst = busiestMinute.share * total;
  let tokens = size;
  let waiting = 0;
  let longest = 0;
  for (let second = 0; second < 2 * DAY; second++) {
    const today = second % DAY;
    waiting += (1 - busiestMinute.share) * total * ((byHour[Math.floor(today / 3600)] ?? 0) / 3600);
    if (today === busiestMinute.minute * 60) waiting += burst;
    tokens = Math.min(size, tokens + refill);
    const served = Math.min(tokens, waiting);
    tokens -= served;
    waiting -= served;
    longest = Math.max(longest, waiting / refill);
  }
  return longest;
}

/** How long (s) until a journey that everyone enters at once has begun for all, and its first message has left. */
export function campaign(customers: number, region: QuotaRegion, emailsPerSecond: number) {
  const { size, refill } = startsOf(region);
  return {
    started: Math.max(0, customers - size) / refill,
    sent: customers / emailsPerSecond,
  };
}

function startsOf(region: QuotaRegion): Rate {
  return quotas.starts.limit[region];
}
