// What a shop may put on the bus of AWS by itself, and how Milepost's own events come back from it.

import { describe, expect, it } from 'vitest';
import { busEventSchema } from '../../../functions/events/from-bus.ts';

const schema = busEventSchema('milepost', undefined);

/** As EventBridge hands it over. */
function envelope(detail: unknown, { source = 'shop', type = 'order.placed' } = {}) {
  return {
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': type,
    source,
    account: '111122223333',
    time: '2026-11-26T10:00:00Z',
    region: 'eu-west-1',
    resources: [],
    detail,
  };
}

const at = Date.UTC(2026, 10, 26, 10);

describe('an event that the shop puts on the bus', () => {
  it('needs no more than its customer: type, moment and id are the envelope’s', () => {
    expect(schema.parse(envelope({ customerId: 'ada' }))).toEqual({
      id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
      type: 'order.placed',
      customerId: 'ada',
      at,
      properties: {},
      depth: 0,
    });
  });

  it('keeps the id and moment that it brings', () => {
    const detail = {
      customerId: 'ada',
      id: 'order-1',
      at: '2026-11-26T09:59:58.5Z',
      properties: { total: 12 },
    };
    expect(schema.parse(envelope(detail))).toMatchObject({
      id: 'order-1',
      at: at - 1500,
      properties: { total: 12 },
    });
  });

  it('is refused like one that comes over HTTP, with the same sentence', () => {
    expect(() => schema.parse(envelope({ customer: 'ada' }))).toThrow('did you mean \\"customerId\\"?');
    const told = envelope({ customerId: 'ada' }, { type: 'milepost.start' });
    expect(() => schema.parse(told)).toThrow('are reserved');
  });

  it('is refused if events.json does not declare it, where no others are taken', () => {
    const strict = busEventSchema('milepost', new Set(['order.placed']));
    expect(strict.safeParse(envelope({ customerId: 'ada' })).success).toBe(true);
    const other = envelope({ customerId: 'ada' }, { type: 'order.payed' });
    expect(() => strict.parse(other)).toThrow('which events.json does not declare');
  });
});

describe('an event of Milepost itself', () => {
  const own = { id: 'due:welcome', type: 'milepost.due', customerId: 'ada', at, properties: {}, depth: 2 };

  it('comes back from the bus as it was put there, with a reserved type and its depth', () => {
    expect(schema.parse(envelope(own, { source: 'milepost', type: own.type }))).toEqual(own);
  });

  it('is not taken by halves', () => {
    expect(schema.safeParse(envelope({ customerId: 'ada' }, { source: 'milepost' })).success).toBe(false);
  });
});

it('a body that is no envelope is refused', () => {
  expect(schema.safeParse({ type: 'order.placed', customerId: 'ada' }).success).toBe(false);
});
