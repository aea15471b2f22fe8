// However often an event comes, it happened once.

import { describe, expect, inject, test } from 'vitest';
import { eventually, type Happening, openStage } from './stage.ts';

const opened = (customerId: string, id: string): Happening => ({
  id,
  type: 'door.opened',
  customerId,
  properties: {},
});

const known = (customerId: string): Happening => ({
  type: 'customer.updated',
  customerId,
  properties: { email: `${customerId}@example.com`, consent: { email: true } },
});

describe.skipIf(!inject('cloud'))('an event that comes', () => {
  test.each([
    ['twice, one after the other', 'twice', 1],
    ['ten times at once', 'often', 10],
  ])('%s starts one run, and sends one message', async (_how, customer, atOnce) => {
    const { put, mails, stores } = openStage('days');
    await put([known(customer)]);
    await eventually(
      () => stores.profiles.get(customer),
      (profile) => profile?.email !== undefined,
    );
    const event = { ...opened(customer, `${customer}-1`), at: Date.now() };
    await Promise.all(Array.from({ length: atOnce }, () => put([event])));
    await eventually(
      () => mails(`${customer}@example.com`),
      (all) => all.some(({ subject }) => subject === 'hello'),
    );
    // While the run is on, the later event below would be refused.
    await eventually(
      () => stores.runs.of(customer),
      ([run]) => run?.status === 'completed',
    );
    await put([event]);
    // A later event, once it is through, shows that the repetition is, too.
    await put([opened(customer, `${customer}-2`)]);
    await eventually(
      () => mails(`${customer}@example.com`),
      (all) => all.filter(({ subject }) => subject === 'hello').length === 2,
    );
    const runs = (await stores.runs.of(customer)).filter(({ journeyId }) => journeyId === 'greeter');
    expect(runs).toHaveLength(2);
  });
});
