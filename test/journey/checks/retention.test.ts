// Conditions that look further back than events are kept.

import { expect, test } from 'vitest';
import { RetentionSchema } from '../../../lib/journey/retention.ts';
import { sayOfCondition } from './say.ts';

const kept = { retention: { events: 'P90D' } };

test('a condition that looks further back than events are kept is refused', () => {
  expect(sayOfCondition({ event: 'order.placed', within: 'P91D' }, kept)).toEqual([
    'when.within: looks further back than events are kept: P90D (retention.json)',
  ]);
  expect(sayOfCondition({ event: 'order.placed', within: 'P90D' }, kept)).toEqual([]);
});

test('one that looks at all events is warned of, unless it counts from the entry', () => {
  expect(sayOfCondition({ event: 'order.placed' }, kept)).toEqual([
    expect.stringContaining('kept for P90D only (retention.json): give it "within"'),
  ]);
  expect(sayOfCondition({ event: 'order.placed', since: 'entry' }, kept)).toEqual([]);
});

test('where events are kept for ever, anything may be asked', () => {
  const condition = { event: 'order.placed', within: 'P9Y' };
  expect(sayOfCondition(condition, { retention: { contents: 'P30D' } })).toEqual([]);
  expect(sayOfCondition(condition)).toEqual([]);
});

test('a period is a number of days, and no shorter than events may be delivered again', () => {
  expect(RetentionSchema.safeParse({ events: 'P30D', calls: 'P3650D' }).success).toBe(true);
  for (const events of ['P29D', 'P1Y', '90', 'P0D']) {
    expect(RetentionSchema.safeParse({ events }).success).toBe(false);
  }
});
