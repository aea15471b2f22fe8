// The two runtimes agree: the same journeys and the same events come to the same messages, with the same reasons.

import { describe, expect, inject, test } from 'vitest';
import { replay } from '../../bin/replay.ts';
import { loadWorkflows } from '../../bin/workflows.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { DecisionRecord, Decisions } from '../../lib/ports.ts';
import { eventually, type Happening, openStage } from './stage.ts';
import { eventOf, randomJourneys } from './workflows.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Planned = Happening & { at: number };

/** What was decided about messages, and how runs ended; without the moments, which drift a little in the cloud. */
async function outcomes(decisions: Decisions, customers: readonly string[]): Promise<string[]> {
  const all = await Promise.all(customers.map((customer) => decisions.of(customer)));
  return all.flat().flatMap(inWords).sort();
}

function inWords({
  customerId,
  journeyId,
  stepId,
  visit,
  kind,
  outcome,
  reason,
  detail,
}: DecisionRecord): string[] {
  if (kind !== 'message' && kind !== 'end') return [];
  return [[customerId, journeyId, stepId, visit, kind, outcome, reason, JSON.stringify(detail)].join(' ')];
}

/** What was decided once so much was, or as far as that has come after some seconds. */
async function outcomesWithin(
  seconds: number,
  decisions: Decisions,
  happenings: readonly Planned[],
  count: number,
): Promise<string[]> {
  const ask = () => outcomes(decisions, customersIn(happenings));
  return eventually(ask, (lines) => lines.length >= count, seconds).catch(ask);
}

/** The same events through the embedded runtime. */
async function embedded(
  workflows: string,
  happenings: readonly Planned[],
  until?: number,
): Promise<string[]> {
  const { catalog, templates } = await loadWorkflows(workflows);
  const events = happenings
    .toSorted((one, other) => one.at - other.at)
    .map(({ id = '', properties = {}, ...one }): CustomerEvent => ({ id, depth: 0, ...one, properties }));
  const { embedded: world, close } = await replay({
    catalog,
    templates,
    events,
    customers: [],
    rejected: 0,
    until,
    assumeReachable: false,
    stopwatch: { now: () => 0 },
  });
  try {
    return await outcomes(world.stores.decisions, customersIn(happenings));
  } finally {
    close();
  }
}

function customersIn(happenings: readonly Planned[]): string[] {
  return [...new Set(happenings.map(({ customerId }) => customerId))];
}

describe.skipIf(!inject('cloud'))('the cloud and one machine agree', () => {
  test("on the project's journeys", async () => {
    const { now, play, put, workflows, stores } = openStage('days');
    // The functions start when they are first called, which takes them days.
    const properties = { email: 'wim@example.com', consent: { email: true } };
    await put([{ type: 'customer.registered', customerId: 'wim', properties }]);
    await eventually(
      () => stores.decisions.of('wim', 'welcome'),
      (all) => all.some(({ stepId }) => stepId === 'settle-in'),
    );
    // From a midnight on, so that ten in the morning is as far from each event as it is meant to be.
    const start = (Math.floor(now() / DAY) + 2) * DAY;
    const happenings = shopDays(start);
    const expected = await embedded(workflows, happenings, start + 42 * DAY);
    expect(expected.length).toBeGreaterThan(30);
    await play(happenings);
    expect(await outcomesWithin(240, stores.decisions, happenings, expected.length)).toEqual(expected);
  });

  test('on twenty random journeys', async () => {
    const { now, play, workflows, stores } = openStage('hours');
    const first = Math.floor(now()) + HOUR;
    const happenings = randomJourneys().flatMap(({ id, events }, number): Planned[] => {
      const start = first + number * (HOUR / 8);
      const customerId = `of-${id}`;
      const properties = { email: `${customerId}@example.com`, consent: { email: true } };
      return [
        { id: 'known', type: 'customer.updated', customerId, at: start - HOUR / 2, properties },
        ...events.map(({ hour, type }) => ({
          id: `${type}-${hour}`,
          type: eventOf(id, type),
          customerId,
          at: start + hour * HOUR,
        })),
      ];
    });
    const expected = await embedded(workflows, happenings);
    expect(expected.length).toBeGreaterThan(80);
    await play(happenings);
    expect(await outcomesWithin(240, stores.decisions, happenings, expected.length)).toEqual(expected);
  });
});

/** Some weeks of customers who do what the four journeys listen to; two of them have ordered before. */
function shopDays(start: number): Planned[] {
  const on = (
    day: number,
    customerId: string,
    type: string,
    properties: Happening['properties'] = {},
  ): Planned => ({
    id: `${type}-${day}`,
    type,
    customerId,
    at: start + Math.round(day * DAY),
    properties,
  });
  const registered = (day: number, id: string, more: object) =>
    on(day, id, 'customer.registered', { firstName: id, email: `${id}@example.com`, ...more });
  const everything = {
    consent: { email: true, sms: true },
    phone: '+447700900123',
    timezone: 'Europe/London',
  };
  const known = (day: number, id: string) =>
    on(day, id, 'customer.updated', { firstName: id, email: `${id}@example.com`, ...everything });
  const order = (day: number, id: string, number: number, total = 30) =>
    on(day, id, 'order.placed', { orderId: `${id}-${number}`, total });
  const delivered = (day: number, id: string, number: number) =>
    on(day, id, 'order.delivered', { orderId: `${id}-${number}` });
  return [
    registered(0, 'lea', everything),
    registered(0.3, 'max', { consent: {} }),
    // Shown around on day 3, given a reason to order on day 7: what she says lies between, late enough for a slow machine.
    registered(0.4, 'nia', { ...everything, locale: 'zh-CN' }),
    on(6.7, 'nia', 'customer.unsubscribed', { channel: 'email' }),
    registered(0.9, 'olaf', everything),
    order(3.5, 'olaf', 1),
    delivered(5.7, 'olaf', 1),
    registered(1.2, 'pam', everything),
    order(2.5, 'pam', 1),
    order(4.8, 'pam', 2),
    order(9.1, 'pam', 3),
    order(14.3, 'pam', 4),
    order(19.6, 'pam', 5),
    on(21.1, 'pam', 'order.returned', { orderId: 'pam-5', reason: 'too small' }),
    known(-95, 'quin'),
    order(-87.5, 'quin', 1, 180),
    known(-95.4, 'rita'),
    order(-86.2, 'rita', 1, 40),
    order(8.4, 'rita', 2, 25),
  ];
}
