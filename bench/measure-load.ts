// What the customers of the demo's shop make of work, with the journeys and segments of workflows/: measured on the
// embedded engine, where every call is counted.

import { wireEmbedded } from '../bin/wiring.ts';
import { loadWorkflows } from '../bin/workflows.ts';
import { profileOf } from '../lib/customer/apply-event.ts';
import { parseInstant } from '../lib/customer/time.ts';
import { seededChance } from '../lib/embedded/chance.ts';
import { VirtualClock } from '../lib/embedded/clock.ts';
import { openDatabase } from '../lib/embedded/database.ts';
import { createVirtualLoop } from '../lib/embedded/engine/virtual-loop.ts';
import { unitsOf } from '../lib/journey/cost/requests.ts';
import type { WorkflowRunner } from '../lib/ports.ts';
import { generateSeason } from '../lib/shop/season.ts';
import { countCalls } from './count-calls.ts';
import type { Load, Rhythm } from './shop-load.ts';

const DAY = 86_400_000;
const FROM = parseInstant('2025-03-02T00:00:00Z') ?? 0;

export async function measureLoad(customers: number, days: number): Promise<Load> {
  const { catalog, templates } = await loadWorkflows('workflows');
  const season = generateSeason({ seed: 1, customers, from: FROM, days });
  const database = openDatabase(':memory:', { durable: false });
  const [first, last] = [season.events[0]?.at ?? FROM, season.events.at(-1)?.at ?? FROM];
  // Regular customers have a past before the season, which counts like any other time.
  const span = (last - first) / DAY;
  const clock = new VirtualClock(first);
  const sent = { email: 0, sms: 0, push: 0 };
  const sender = (channel: keyof typeof sent) => ({
    async send() {
      sent[channel] += 1;
    },
  });
  const senders = { email: sender('email'), sms: sender('sms'), push: sender('push') };
  const embedded = wireEmbedded(database, clock, seededChance(1), senders);
  const { stores, engine, ports } = embedded;
  for (const customer of season.customers) {
    await stores.profiles.change(customer.id, 'import', () => profileOf(customer));
  }
  await embedded.deploy(catalog, templates);
  const loop = createVirtualLoop(engine, clock);
  await loop.runUntil(first);
  const calls = countCalls(ports);
  const runner = countRunner(ports.runner);
  ports.runner = runner.counted;
  const before = embedded.work().invocations;
  for (const event of season.events) {
    await loop.runUntil(event.at);
    await embedded.handle(event);
  }
  await loop.runUntil(last);
  const runs = [...stores.runs.all()].filter(({ status }) => status !== 'heldOut');
  const open = runs.reduce((sum, run) => sum + (run.endedAt ?? clock.now()) - run.entry.at, 0);
  const { reads, writes } = unitsOf(calls);
  const perEvent = (count: number) => Number((count / season.events.length).toFixed(4));
  const load: Load = {
    customers,
    days: Math.round(span),
    eventsPerCustomerAndDay: Number((season.events.length / customers / span).toFixed(4)),
    openDaysPerRun: Number((open / runs.length / DAY).toFixed(2)),
    perEvent: {
      puts: perEvent(calls['timeline.record'] ?? 0),
      starts: perEvent(runs.length),
      transitions: perEvent(engine.executions.transitions()),
      invocations: perEvent(embedded.work().invocations - before),
      reads: perEvent(reads),
      writes: perEvent(writes),
      answers: perEvent(runner.counts.succeed + runner.counts.fail),
      stops: perEvent(runner.counts.stop),
      describes: perEvent(runner.counts.describe),
      emails: perEvent(sent.email),
      texts: perEvent(sent.sms),
    },
    events: rhythmOf(season.events.map(({ at }) => at)),
    work: rhythmOf(momentsOf(database.prepare("SELECT decision ->> '$.at' AS at FROM decisions"))),
    messages: rhythmOf([...stores.messages.all()].map(({ message }) => message.at)),
  };
  database.close();
  return load;
}

function momentsOf(statement: { all(): Record<string, unknown>[] }): number[] {
  return statement.all().map(({ at }) => Number(at));
}

/** How moments lie in the day, in UTC. */
function rhythmOf(moments: readonly number[]): Rhythm {
  const hours = new Array<number>(24).fill(0);
  const minutes = new Map<number, number>();
  for (const at of moments) {
    const minute = Math.floor((at % DAY) / 60_000);
    const hour = Math.floor(minute / 60);
    hours[hour] = (hours[hour] ?? 0) + 1;
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
  }
  const [[minute, count] = [0, 0]] = [...minutes].sort((a, b) => b[1] - a[1]);
  const share = (number: number) => Number((number / moments.length).toFixed(4));
  return { byHour: hours.map(share), busiestMinute: { minute, share: share(count) } };
}

function countRunner(runner: WorkflowRunner) {
  const counts = { start: 0, succeed: 0, fail: 0, stop: 0, describe: 0 };
  const counted = new Proxy(runner, {
    get(target, method, receiver) {
      if (typeof method === 'string' && method in counts) counts[method as keyof typeof counts] += 1;
      return Reflect.get(target, method, receiver);
    },
  });
  return { counts, counted };
}
