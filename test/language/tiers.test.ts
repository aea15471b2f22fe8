// The attributes that tiers.json derives: the next tier, and how many orders within a year are missing.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

describe('tiers', () => {
  const tiers = [
    { name: 'bronze', orders: 0 },
    { name: 'silver', orders: 3 },
    { name: 'gold', orders: 6 },
  ];
  const orders = (...days: string[]) => days.map((day) => on(day, 'order.placed'));
  const asks = async (audience: JsonObject, attributes: JsonObject, ...events: ReturnType<typeof on>[]) => {
    const { counts } = await season({
      tiers,
      journeys: [{ audience }],
      customers: [{ id: 'ann', attributes }],
      events: [...events, on('03-10', 'start')],
    });
    return counts().entered === 1;
  };
  const toGo = (count: number) => ({ attribute: 'ordersToNextTier', eq: count });
  const next = (name: string) => ({ attribute: 'nextTier', eq: name });

  test('a customer with no tier is in the lowest', async () => {
    expect(await asks({ all: [next('silver'), toGo(3)] }, {})).toBe(true);
    expect(await asks({ all: [next('silver'), toGo(1)] }, {}, ...orders('03-01', '03-02'))).toBe(true);
  });

  test('the next tier follows the one that the customer has', async () => {
    const silver = { tier: 'silver' };
    expect(await asks({ all: [next('gold'), toGo(4)] }, silver, ...orders('03-01', '03-02'))).toBe(true);
  });

  test('more orders than are needed leave none to go', async () => {
    expect(await asks(toGo(0), {}, ...orders('03-01', '03-02', '03-03', '03-04'))).toBe(true);
  });

  test('only orders of the last year count', async () => {
    expect(await asks(toGo(2), {}, ...orders('2025-03-09', '2025-03-10'))).toBe(true);
  });

  test('in the highest there is no next, whatever an event claims', async () => {
    const nothing = {
      all: [
        { attribute: 'nextTier', exists: false },
        { attribute: 'ordersToNextTier', exists: false },
      ],
    };
    expect(await asks(nothing, { tier: 'gold' })).toBe(true);
    const claim = on('03-09', 'customer.updated', { nextTier: 'diamond', ordersToNextTier: 1 });
    expect(await asks(nothing, { tier: 'gold' }, claim)).toBe(true);
    expect(await asks(toGo(3), {}, claim)).toBe(true);
  });

  test('the triggering order counts, for the audience that it asks for', async () => {
    const { sent } = await season({
      tiers,
      journeys: [
        {
          trigger: { type: 'event', event: 'order.placed' },
          audience: toGo(1),
        },
      ],
      events: orders('03-01', '03-02', '03-03'),
    });
    expect(sent()).toEqual(['03-02 thanks']);
  });
});
