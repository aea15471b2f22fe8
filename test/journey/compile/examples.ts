// One small journey for each thing that a step may say and that changes its machine, by the name of its golden file.
// biome-ignore-all lint/suspicious/noThenProperty: `then` is a field of the language.

import type { Journey } from '../../../lib/journey/journey.ts';
import { journeyOf, ourJourney, ourJourneys } from './compiled.ts';

const hello = { type: 'message', channel: 'email', template: 'shop/hello' };
const bye = { type: 'message', channel: 'email', template: 'shop/bye' };
const order = { type: 'waitFor', event: 'order.placed', timeout: 'P5D' };
const gold = { attribute: 'tier', eq: 'gold' };
const ordered = { event: 'order.placed', since: 'entry' };

const steps: Record<string, object[]> = {
  'message-one-channel': [hello],
  'message-list': [{ ...hello, id: 'hello', channel: ['sms', 'email'], description: 'A word of welcome' }],
  'message-preferred': [{ ...hello, channel: 'preferred' }],
  'message-all-fields': [
    { ...hello, channel: 'push', purpose: 'transactional', topic: 'service', holdBack: 'drop' },
  ],
  'message-on-failure-exit': [{ ...hello, onFailure: 'exit' }, bye],
  'message-after-an-event': [order, hello],

  'wait-for': [{ type: 'wait', for: 'P1DT12H' }],
  'wait-for-not-last': [{ type: 'wait', id: 'a-day', for: 'P1D' }, hello],
  'wait-for-months': [{ type: 'wait', for: 'P1M' }],
  'wait-for-at': [{ type: 'wait', for: 'P3D', at: '10:00' }],
  'wait-for-on-and-timezone': [{ type: 'wait', for: 'P3D', on: ['sat', 'sun'], timezone: 'Asia/Shanghai' }],
  'wait-at-alone': [{ type: 'wait', at: '10:00' }, hello],
  'wait-until-with-offset': [{ type: 'wait', until: '2026-12-24T18:00+01:00' }],
  'wait-until-local': [{ type: 'wait', until: '2026-12-24T18:00' }],
  'wait-until-date': [{ type: 'wait', untilDate: { attribute: 'birthday', offset: '-P3D' }, at: '09:00' }],

  'wait-for-event-here': [{ ...order, id: 'order' }, hello],
  'wait-for-event-from-entry': [{ ...order, from: 'entry' }, hello],
  'wait-for-event-since-entry': [{ ...order, since: 'entry' }, hello],
  'wait-for-event-months': [{ ...order, timeout: 'P1M' }, hello],
  'wait-for-event-months-from-entry': [{ ...order, timeout: 'P1Y', from: 'entry' }, hello],
  'wait-for-event-where': [
    { ...order, where: { orderId: { ref: 'trigger.orderId' }, total: { gte: 100 } } },
    hello,
  ],
  'wait-for-event-any': [
    {
      type: 'waitFor',
      any: [{ event: 'order.delivered' }, { event: 'order.returned', where: { reason: 'late' } }],
      timeout: 'P5D',
    },
    hello,
  ],
  'wait-for-event-then': [{ ...order, then: [hello] }, bye],
  'wait-for-event-else': [{ ...order, else: [hello] }, bye],
  'wait-for-event-then-else': [{ ...order, then: [hello], else: [bye, { type: 'exit' }] }],
  'wait-for-event-last': [order],

  'branch-without-else': [{ type: 'branch', cases: [{ when: gold, steps: [hello] }] }, bye],
  'branch-with-else': [
    {
      type: 'branch',
      id: 'who',
      cases: [
        { when: gold, steps: [hello] },
        { when: ordered, steps: [] },
      ],
      else: [bye],
    },
    hello,
  ],
  'branch-last': [{ type: 'branch', cases: [{ when: gold, steps: [hello] }] }],

  split: [
    {
      type: 'split',
      id: 'offer',
      branches: [
        { name: 'ten percent', weight: 1, steps: [hello] },
        { name: 'free-delivery', weight: 2, steps: [bye] },
        { name: 'none', weight: 1, steps: [] },
      ],
    },
    bye,
  ],
  'split-last': [
    {
      type: 'split',
      id: 'offer',
      branches: [
        { name: 'some', weight: 1, steps: [hello] },
        { name: 'none', weight: 1, steps: [] },
      ],
    },
  ],

  'repeat-first': [{ type: 'repeat', times: 3, steps: [hello] }, bye],
  'repeat-last': [bye, { type: 'repeat', times: 3, steps: [order, hello] }],
  'repeat-until': [{ type: 'repeat', id: 'ask', times: 3, until: ordered, steps: [hello] }, bye],
  'repeat-nested': [
    {
      type: 'repeat',
      id: 'outer',
      times: 2,
      steps: [{ type: 'repeat', id: 'inner', times: 3, until: gold, steps: [hello] }],
    },
  ],
  'repeat-nothing': [{ type: 'repeat', times: 2, steps: [] }],

  update: [
    {
      type: 'update',
      set: { tier: { ref: 'customer.nextTier' }, welcomed: true },
      add: { points: 100 },
      remove: ['coupon'],
    },
  ],
  emit: [{ type: 'emit', event: 'tier.upgraded', properties: { tier: { ref: 'customer.tier' } } }, bye],
  'emit-nothing-more': [{ type: 'emit', event: 'badge.earned' }],
  webhook: [
    {
      type: 'webhook',
      id: 'score',
      url: 'https://crm.example/score',
      body: { order: { ref: 'trigger.orderId' }, tier: { ref: 'customer.tier' }, source: 'shop' },
      headers: { 'X-Shop': 'berlin' },
    },
    {
      type: 'branch',
      cases: [{ when: { webhook: 'score.risk', gte: 0.5 }, steps: [{ type: 'exit' }] }],
    },
    { type: 'update', set: { score: { ref: 'webhook.score.risk' } } },
  ],
  'webhook-last': [{ type: 'webhook', url: 'https://crm.example/orders' }],
  start: [{ type: 'start', journey: 'win-back' }, bye],
  exit: [{ type: 'exit', outcome: 'late', description: 'Too late to be of use' }],
};

/** All journeys with a golden file. */
export const examples: [name: string, journey: Journey][] = [
  ...ourJourneys.map((id): [string, Journey] => [id, ourJourney(id)]),
  ...Object.entries(steps).map(([name, list]): [string, Journey] => [name, journeyOf(list)]),
];
