// The project's journeys in the cloud: events on the bus become messages in SES and SNS.

import { describe, expect, inject, test } from 'vitest';
import { eventually, openStage } from './stage.ts';

const DAY = 86_400_000;

describe.skipIf(!inject('cloud'))('a shop puts events on the bus', () => {
  test('a new customer is welcomed, shown around, and given a reason to order', async () => {
    const { put, mails } = openStage('days');
    await put([
      {
        type: 'customer.registered',
        customerId: 'ann',
        properties: { firstName: 'Ann', email: 'ann@example.com', consent: { email: true } },
      },
    ]);
    const got = await eventually(
      () => mails('ann@example.com'),
      (all) => all.length === 3,
    );
    expect(got.map(({ subject }) => subject)).toEqual([
      'Welcome, Ann',
      'Three things worth knowing about our shop',
      'A little something for your first order',
    ]);
  });

  test('whoever orders leaves the welcome, and is looked after instead', async () => {
    const { put, mails, now, play, executions, stores } = openStage('days');
    const start = Math.floor(now());
    const order = { orderId: 'B-1', total: 40 };
    await put([
      {
        type: 'customer.registered',
        customerId: 'ben',
        at: start,
        properties: { firstName: 'Ben', email: 'ben@example.com', consent: { email: true } },
      },
    ]);
    await play([
      { type: 'order.placed', customerId: 'ben', at: start + 2 * DAY, properties: order },
      { type: 'order.delivered', customerId: 'ben', at: start + 4 * DAY, properties: order },
    ]);
    const got = await eventually(
      () => mails('ben@example.com'),
      (all) => all.length === 3,
    );
    expect(got.map(({ subject }) => subject)).toEqual([
      'Welcome, Ben',
      'Your order has arrived: is everything all right?',
      'One week on: how to keep it like new',
    ]);
    const welcome = (await stores.runs.of('ben')).find(({ journeyId }) => journeyId === 'welcome');
    expect(welcome).toMatchObject({ status: 'exited', outcome: 'ordered', convertedAt: expect.any(Number) });
    expect((await executions('welcome')).get(welcome?.id ?? '')).toBe('ABORTED');
  });
});
