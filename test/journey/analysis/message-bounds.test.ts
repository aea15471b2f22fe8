// How many messages one customer can get, at worst, from the steps alone.

import { expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/customer/json.ts';
import { addBounds, boundMessages } from '../../../lib/journey/analysis/message-bounds.ts';
import { aJourney, say } from '../../language/journeys.ts';

function bound(steps: JsonObject[], fields: JsonObject = {}) {
  const { perDay, perWeek, reason } = boundMessages(aJourney({ steps, ...fields }));
  return [perDay, perWeek, ...(reason === undefined ? [] : [reason])];
}

/** A wait whose event ends the run. */
function onlyLate(waitFor: JsonObject): JsonObject {
  // biome-ignore lint/suspicious/noThenProperty: `then` is a field of the language.
  return { ...waitFor, then: [{ type: 'exit' }] };
}

const pause = (duration: string, more: JsonObject = {}) => ({ type: 'wait', for: duration, ...more });

test('messages one after the other all count, and waits set them apart', () => {
  expect(bound([say('a'), say('b'), say('c')])).toEqual([3, 3]);
  expect(bound([say('a'), pause('P1D'), say('b'), pause('PT23H'), say('c')])).toEqual([2, 3]);
  expect(bound([say('a'), pause('P7D'), say('b')])).toEqual([1, 1]);
});

test('two messages a day apart are not of one day, and a second less is', () => {
  expect(bound([say('a'), pause('P1D'), say('b')])).toEqual([1, 2]);
  expect(bound([say('a'), pause('PT23H59M59S'), say('b')])).toEqual([2, 2]);
});

test('a wait for a time of day can be over at once, and seven days of the calendar an hour short', () => {
  expect(bound([say('a'), { type: 'wait', at: '10:00' }, say('b')])).toEqual([2, 2]);
  expect(bound([say('a'), pause('P7D', { at: '10:00' }), say('b')])).toEqual([1, 2]);
  expect(bound([say('a'), { type: 'wait', untilDate: { attribute: 'birthday' } }, say('b')])).toEqual([2, 2]);
});

test('of several ways the costliest counts, and a way that leaves sends no more', () => {
  const cases = [{ when: { consent: 'email' }, steps: [say('b'), say('c'), { type: 'exit' }] }];
  expect(bound([say('a'), { type: 'branch', cases }, say('d')])).toEqual([3, 3]);
  const branches = [
    { name: 'quick', weight: 1, steps: [say('b')] },
    { name: 'slow', weight: 1, steps: [pause('P8D'), say('c'), say('d')] },
  ];
  expect(bound([say('a'), { id: 's', type: 'split', branches }, say('e')])).toEqual([3, 3]);
});

test('an event can come at once, and its time-out only when it is over', () => {
  const waitFor = { type: 'waitFor', event: 'paid', timeout: 'P8D' };
  expect(bound([say('a'), waitFor, say('b')])).toEqual([2, 2]);
  expect(bound([say('a'), onlyLate(waitFor), say('b')])).toEqual([1, 1]);
});

test('a time-out that counts from entry comes soon after what came late', () => {
  const steps = (between: JsonObject[]) => [
    ...between,
    say('a'),
    onlyLate({ type: 'waitFor', event: 'paid', timeout: 'P8D', from: 'entry' }),
    say('b'),
  ];
  expect(bound(steps([]))).toEqual([1, 1]);
  expect(bound(steps([pause('P1D')]))).toEqual([1, 1]);
  expect(bound(steps([pause('P2D')]))).toEqual([1, 2]);
  expect(bound(steps([{ type: 'waitFor', event: 'seen', timeout: 'P8D' }]))).toEqual([2, 2]);
});

test('rounds add up', () => {
  const steps = [say('a'), pause('PT12H')];
  expect(bound([{ type: 'repeat', times: 3, steps }])).toEqual([2, 3]);
  expect(bound([{ type: 'repeat', times: 10_000, steps }])).toEqual([2, 14]);
  const without = bound([{ type: 'repeat', times: 10_000, steps: [say('a')] }]);
  expect(without).toEqual([500, 500, '500 or more are not told apart']);
});

test('who may enter again can get the end of one run and the beginning of the next', () => {
  const steps = [{ type: 'waitFor', event: 'paid', timeout: 'P30D' }, say('a'), say('b')];
  expect(bound(steps, { reentry: { after: 'P90D' } })).toEqual([2, 2]);
  expect(bound(steps, { reentry: { after: 'P31D' } })).toEqual([2, 4]);
  expect(bound(steps, { reentry: { after: 'P1D' } })).toEqual([4, 16]);
});

test('where re-entry is always, only a run that takes its time sets a bound', () => {
  expect(bound([say('a'), pause('P1D')], { reentry: 'always' })).toEqual([1, 7]);
  expect(bound([say('a')], { reentry: 'always' })).toEqual([
    'unbounded',
    'unbounded',
    're-entry is always, a run can be over at once, and a run starts when start happens',
  ]);
  const [day] = bound([say('a'), pause('P1D')], { reentry: 'always', exit: [{ event: 'left' }] });
  expect(day).toBe('unbounded');
});

test('runs side by side have no bound, and one of them does', () => {
  const steps = [say('a'), pause('P2D'), say('b')];
  expect(bound(steps, { concurrent: { by: 'orderId' } })).toEqual([
    'unbounded',
    'unbounded',
    'there is a run for each orderId; one run at most 1 a day, 2 a week',
  ]);
});

test('a journey without a message is no burden, however often it runs', () => {
  expect(bound([{ type: 'emit', event: 'seen' }], { reentry: 'always' })).toEqual([0, 0]);
});

test('bounds add up, and what has no bound adds up to none', () => {
  const one = { journey: 'a', perDay: 1, perWeek: 3 };
  expect(addBounds([one, { journey: 'b', perDay: 2, perWeek: 2 }])).toEqual({ perDay: 3, perWeek: 5 });
  const more = { journey: 'c', perDay: 'unbounded' as const, perWeek: 'unbounded' as const };
  expect(addBounds([one, more])).toEqual({ perDay: 'unbounded', perWeek: 'unbounded' });
});
