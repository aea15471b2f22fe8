import { describe, expect, test } from 'vitest';
import { emit, sayOf, sayOfCondition, sayOfSteps } from './say.ts';

const STEPS = 'message, wait, waitFor, branch, split, repeat, update, emit, webhook, start, exit';
const CONDITIONS = 'all, any, not, attribute, trigger, event, segment, consent, message, webhook';

describe('a wrong value is told with what it must be', () => {
  test.each([
    [
      'a duration in words',
      { type: 'wait', for: '3 days' },
      'steps[0].for: "3 days" is no ISO 8601 duration; write for example P7D (seven days), PT2H (two hours) or P1M (one month)',
    ],
    ['a wait for nothing', { type: 'wait' }, 'steps[0]: needs one of for, until, untilDate, at and on'],
    [
      'two kinds of wait at once',
      { type: 'wait', for: 'P1D', until: '2026-01-01' },
      'steps[0]: takes only one of for, until and untilDate',
    ],
    [
      'a wait for behaviour without end',
      { type: 'waitFor', event: 'x' },
      'steps[0].timeout: is missing; it must be a text',
    ],
    [
      'a message without a template',
      { type: 'message', channel: 'sms' },
      'steps[0].template: is missing; it must be a text',
    ],
    [
      'a loop of no rounds',
      { type: 'repeat', times: 0, steps: [emit] },
      'steps[0].times: must be at least 1, and is the number 0',
    ],
    [
      'half a round',
      { type: 'repeat', times: 1.5, steps: [emit] },
      'steps[0].times: must be a whole number, and is the number 1.5',
    ],
    [
      'a branch without cases',
      { type: 'branch', cases: [] },
      'steps[0].cases: is empty; it needs at least 1',
    ],
    [
      'a split without an id',
      {
        type: 'split',
        branches: [
          { name: 'a', weight: 1, steps: [] },
          { name: 'b', weight: 1, steps: [] },
        ],
      },
      'steps[0].id: is missing; it must be a text',
    ],
    [
      'a split into one',
      { type: 'split', id: 's', branches: [{ name: 'a', weight: 1, steps: [] }] },
      'steps[0].branches: holds 1; it needs at least 2',
    ],
    ['an update of nothing', { type: 'update' }, 'steps[0]: needs one of set, add and remove'],
    [
      'an update of what is derived',
      { type: 'update', set: { nextTier: 'gold' } },
      'steps[0].set.nextTier: "nextTier" is derived from tiers.json and read-only',
    ],
    [
      'a reference to something else',
      { type: 'emit', event: 'x', properties: { a: { ref: 'custmer.name' } } },
      'steps[0].properties.a.ref: "custmer.name" is no reference; write "customer.<attribute>", "trigger.<property>" or "webhook.<step>.<field>"',
    ],
    [
      'an id with a space',
      { ...emit, id: 'say thanks' },
      'steps[0].id: must be letters, digits, - and _, beginning with a letter or digit, and is "say thanks"',
    ],
    [
      'an id longer than AWS takes',
      { ...emit, id: 'x'.repeat(61) },
      'steps[0].id: is 61 characters long; at most 60 are allowed',
    ],
    [
      'an empty where',
      { type: 'waitFor', event: 'x', where: {}, timeout: 'P1D' },
      'steps[0].where: is empty; leave it out to take every such event',
    ],
    [
      'a text where a step should be',
      'message',
      `steps[0]: must be an object in braces, of one of these types, and is "message" (allowed: ${STEPS})`,
    ],
  ])('%s', (_name, step, expected) => expect(sayOfSteps(step)).toEqual([expected]));

  test.each([
    ['no condition at all', {}, `when: is an empty condition; leave it out instead (allowed: ${CONDITIONS})`],
    [
      'an empty list of conditions',
      { all: [] },
      'when.all: is empty, and would hold for everyone; leave the condition out',
    ],
    [
      'an attribute without an operator',
      { attribute: 'tier' },
      'when: needs an operator: eq, ne, in, notIn, gt, gte, lt, lte, exists, contains, startsWith, endsWith, before, after',
    ],
    [
      'a count without an operator',
      { event: 'order.placed', count: {} },
      'when.count: needs an operator: eq, ne, gt, gte, lt, lte',
    ],
    ['one of nothing', { attribute: 'tier', in: [] }, 'when.in: is empty; it needs at least 1'],
    [
      'a day in words',
      { attribute: 'joined', before: 'yesterday' },
      'when.before: "yesterday" is neither a date-time (2026-03-29T10:00:00Z) nor a duration back from now (-P30D)',
    ],
    [
      'a comparison with a truth',
      { any: [{ attribute: 'age', gt: true }] },
      'when.any[0].gt: must be a text, a number or { "ref": … }, and is true',
    ],
    [
      'a text',
      'gold',
      `when: must be an object in braces with one of these fields, and is "gold" (allowed: ${CONDITIONS})`,
    ],
  ])('%s', (_name, when, expected) => expect(sayOfCondition(when)).toEqual([expected]));

  test('a journey without a trigger and without steps', () => {
    expect(sayOf({ trigger: undefined, steps: [] })).toEqual([
      'trigger: is missing; it must be an object in braces, of one of these types (allowed: event, segment, date, schedule, api)',
      'steps: is empty; a journey needs at least one step',
    ]);
  });
});
