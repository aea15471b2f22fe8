import { describe, expect, test } from 'vitest';
import { emit, message, order, sayOf, sayOfCondition, sayOfSteps } from './say.ts';

/** A template for e-mail with this in its body. */
const texts = (body: string) => ({
  templates: new Map([
    ['welcome/greeting', { name: 'welcome/greeting', files: { 'email.en': `Subject: Hi\n\n${body}` } }],
  ]),
});

describe('properties of the starting event', () => {
  const unknown =
    'events.json gives order.placed no property "orderID" (allowed: orderId, total, items, gift; did you mean "orderId"?)';

  test.each([
    [
      'exit[0].where.orderId.ref',
      { exit: [{ event: 'order.returned', where: { orderId: { ref: 'trigger.orderID' } } }] },
    ],
    ['steps[0].set.last.ref', { steps: [{ type: 'update', set: { last: { ref: 'trigger.orderID' } } }] }],
    [
      'steps[0].properties.order.ref',
      { steps: [{ ...emit, properties: { order: { ref: 'trigger.orderID' } } }] },
    ],
    [
      'steps[0].cases[0].when.eq.ref',
      {
        steps: [
          {
            type: 'branch',
            cases: [{ when: { attribute: 'last', eq: { ref: 'trigger.orderID' } }, steps: [emit] }],
          },
        ],
      },
    ],
  ])('%s must be one that it is declared to have', (place, fields) => {
    expect(sayOf(fields)).toEqual([`${place}: ${unknown}`]);
  });

  test('what is declared may be named, lists also by what is in them', () => {
    expect(
      sayOf({ concurrent: { by: 'orderId' }, audience: { trigger: 'items.0.name', exists: true } }),
    ).toEqual([]);
  });

  test('an event that is not declared is not checked', () => {
    expect(sayOf({ trigger: { type: 'event', event: 'party' }, concurrent: { by: 'orderID' } })).toEqual([]);
    expect(sayOf({ concurrent: { by: 'orderID' } }, { events: undefined })).toEqual([]);
  });

  test.each([
    ['concurrent.by', { concurrent: { by: 'orderID' } }],
    ['audience.trigger', { audience: { trigger: 'orderID', exists: true } }],
  ])('%s on one that is not declared is a warning: it may still come', (path, change) => {
    expect(sayOf(change)).toEqual([
      `${path}: warning: events.json gives order.placed no property "orderID", so this may never match (allowed: orderId, total, items, gift; did you mean "orderId"?)`,
    ]);
  });

  test('a where on a property that an event does not declare is a warning', () => {
    expect(sayOfSteps({ ...order, where: { totl: 5 } })).toEqual([
      'steps[0].where.totl: warning: events.json gives order.placed no property "totl", so this may never match (allowed: orderId, total, items, gift; did you mean "total"?)',
    ]);
  });

  test.each([
    [
      { trigger: 'total', gt: '5' },
      'when: warning: gt "5" never matches: "total" of order.placed is a number',
    ],
    [
      { trigger: 'gift', eq: 'yes' },
      'when: warning: eq "yes" never matches: "gift" of order.placed is true or false',
    ],
    [
      { event: 'order.placed', where: { orderId: 7 } },
      'when.where.orderId: warning: eq the number 7 never matches: "orderId" of order.placed is a text',
    ],
    [
      { event: 'order.placed', where: { total: { startsWith: '1' } } },
      'when.where.total: warning: startsWith "1" never matches: "total" of order.placed is a number',
    ],
  ])('a value of a type that the property never has is a warning: %j', (when, expected) => {
    expect(sayOfCondition(when)).toEqual([expected]);
  });

  test('a value of its type is fine', () => {
    expect(
      sayOfCondition({
        all: [
          { trigger: 'total', gt: 5 },
          { trigger: 'items', contains: 'cd' },
        ],
      }),
    ).toEqual([]);
  });
});

describe('tiers', () => {
  const missing = (name: string) =>
    `"${name}" is derived from tiers.json, and there is none; add workflows/tiers.json`;

  test('what is derived from them needs tiers.json', () => {
    const audience = { attribute: 'ordersToNextTier', eq: 3 };
    const steps = [{ type: 'update', set: { tier: { ref: 'customer.nextTier' } } }];
    expect(sayOf({ audience, steps }, { tiers: undefined })).toEqual([
      `audience.attribute: ${missing('ordersToNextTier')}`,
      `steps[0].set.tier.ref: ${missing('nextTier')}`,
    ]);
    expect(sayOf({ audience, steps })).toEqual([]);
  });

  test('in templates, too', () => {
    expect(sayOf({ steps: [message] }, { tiers: undefined, ...texts('{{ customer.nextTier }}') })).toEqual([
      `steps[0].template: welcome/greeting/email.en.liquid:3:4: ${missing('nextTier')}`,
    ]);
  });

  test('a flawed tiers.json is not called missing as well', () => {
    const audience = { attribute: 'ordersToNextTier', eq: 3 };
    expect(sayOf({ audience }, { tiers: undefined, unreadable: new Set(['tiers.json']) })).toEqual([]);
  });

  test('a tier that there is not is a warning', () => {
    expect(sayOfCondition({ attribute: 'tier', eq: 'golden' })).toEqual([
      'when: warning: "golden" is no tier of tiers.json (allowed: silver, gold; did you mean "gold"?)',
    ]);
  });
});
