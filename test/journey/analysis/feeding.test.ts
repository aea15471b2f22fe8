// Which journeys can feed each other, and which events have a loose end.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { findEventUse } from '../../../lib/journey/analysis/event-use.ts';
import { cycleInWords, findFeeding } from '../../../lib/journey/analysis/feeding.ts';
import type { Condition } from '../../../lib/journey/condition/condition.ts';
import { DeclaredEventsSchema } from '../../../lib/journey/declared-events.ts';
import { aJourney, say } from '../../language/journeys.ts';

const on = (event: string, more: JsonObject = {}) => ({ type: 'event', event, ...more });
const emit = (event: string, properties: JsonObject = {}) => ({ type: 'emit', event, properties });

function circles(...journeys: JsonObject[]): string[] {
  return findFeeding(journeys.map(aJourney)).cycles.map(cycleInWords);
}

describe('journeys feed each other', () => {
  test('where each emits what starts the other', () => {
    expect(
      circles(
        { id: 'a', trigger: on('y'), steps: [emit('x')] },
        { id: 'b', trigger: on('x'), steps: [emit('y')] },
      ),
    ).toEqual(['a → b → a: a emits x, which starts b; b emits y, which starts a']);
  });

  test('over several others, and by waking and ending too; told in order, and once', () => {
    expect(
      circles(
        { id: 'a', trigger: on('start'), exit: [{ event: 'z' }], steps: [emit('x')] },
        { id: 'b', trigger: on('x'), steps: [emit('y')] },
        { id: 'c', trigger: on('go'), steps: [{ type: 'waitFor', event: 'y', timeout: 'P1D' }, emit('z')] },
        { id: 'd', trigger: on('x'), steps: [say('hello')] },
      ),
    ).toEqual([
      'a → b → c → a: a emits x, which starts b; b emits y, which wakes c; c emits z, which ends a',
    ]);
  });

  test('even alone, from deep inside its steps', () => {
    const cases = [{ when: { consent: 'email' }, steps: [emit('start')] }];
    expect(circles({ id: 'a', steps: [{ type: 'branch', cases }] })).toEqual([
      'a → a: a emits start, which starts a',
    ]);
  });

  test('and do not, where the one asks for what the other never says', () => {
    const fed = (where: JsonObject, properties: JsonObject) =>
      circles({ id: 'a', trigger: on('x', { where }), steps: [emit('x', properties)] }).length;
    expect(fed({ tier: 'gold' }, { tier: 'silver' })).toBe(0);
    expect(fed({ tier: 'gold' }, {})).toBe(0);
    expect(fed({ tier: 'gold' }, { tier: 'gold' })).toBe(1);
    expect(fed({ tier: 'gold' }, { tier: { ref: 'customer.tier' } })).toBe(1);
    expect(fed({ tier: { in: ['gold'] } }, { tier: 'silver' })).toBe(1);
  });

  test('through conditions whose turning they hear: by the events and the attributes that turn them', () => {
    const says = [{ event: 'segment.entered', properties: { segment: 'vip' } }];
    const where = { segment: 'vip' };
    const hears = aJourney({ id: 'b', trigger: on('segment.entered', { where }), steps: [emit('praised')] });
    const does = (step: JsonObject, condition: Condition) =>
      findFeeding(
        [aJourney({ id: 'a', trigger: on('praised'), steps: [step] }), hears],
        [{ condition, says }],
      )
        .cycles.map(cycleInWords)
        .join();
    expect(does({ type: 'update', set: { tier: 'gold' } }, { attribute: 'tier', eq: 'gold' })).toBe(
      'a → b → a: a changes tier, which starts b; b emits praised, which starts a',
    );
    expect(does(emit('paid'), { not: { event: 'paid' } })).toBe(
      'a → b → a: a emits paid, which starts b; b emits praised, which starts a',
    );
    expect(does({ type: 'update', set: { points: 3 } }, { attribute: 'tier', eq: 'gold' })).toBe('');
  });

  test('a goal is only counted, and what one emits for others is no circle', () => {
    const journeys = [
      { id: 'a', goal: { event: 'x' }, steps: [emit('x')] },
      { id: 'b', trigger: on('x') },
    ];
    expect(findFeeding(journeys.map(aJourney))).toEqual({
      feeds: [{ from: 'a', to: 'b', by: 'event', name: 'x', does: 'starts' }],
      cycles: [],
    });
  });
});

describe('events', () => {
  const events = DeclaredEventsSchema.parse({
    start: { properties: {} },
    'order.placed': { properties: {} },
    'customer.updated': { properties: {} },
    'page.viewed': { properties: {}, elsewhere: true },
  });

  test('that nothing listens to: declared, or emitted by a step', () => {
    const journeys = [aJourney({ steps: [emit('thanked')] })];
    expect(findEventUse(journeys, events).unheard).toEqual([
      { event: 'order.placed', emittedBy: [] },
      { event: 'thanked', emittedBy: ['j'] },
    ]);
  });

  test.each<[string, JsonObject]>([
    ['an exit', { exit: [{ event: 'order.placed' }] }],
    ['a goal', { goal: { event: 'order.placed' } }],
    ['an audience', { audience: { not: { event: 'order.placed' } } }],
    ['an audience by tiers', { audience: { attribute: 'ordersToNextTier', lte: 3 } }],
    ['a wait', { steps: [{ type: 'waitFor', any: [{ event: 'order.placed' }], timeout: 'P1D' }] }],
    ['a branch', { steps: [{ type: 'branch', cases: [{ when: { event: 'order.placed' }, steps: [] }] }] }],
  ])('%s listens', (_what, fields) => {
    expect(findEventUse([aJourney(fields)], events).unheard).toEqual([]);
  });

  test('a condition beside the journeys listens too', () => {
    const condition = { event: 'order.placed' };
    expect(findEventUse([aJourney({})], events, [{ condition, says: [] }]).unheard).toEqual([]);
  });

  test('that nothing emits: listened to, but neither declared nor emitted', () => {
    const journeys = [
      aJourney({ exit: [{ event: 'order.plased' }], goal: { event: 'order.placed' } }),
      aJourney({ id: 'k', trigger: on('thanked'), steps: [emit('thanked')] }),
      aJourney({ id: 'l', trigger: { type: 'api' } }),
    ];
    expect(findEventUse(journeys, events).unemitted).toEqual([
      { event: 'order.plased', heardBy: [{ journey: 'j', by: 'exit' }], didYouMean: 'order.placed' },
    ]);
  });

  test('without events.json nobody knows what comes', () => {
    expect(findEventUse([aJourney({})], undefined).unemitted).toBeNull();
  });
});
