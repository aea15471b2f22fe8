import { expect, test } from 'vitest';
import { conditionInWords } from '../../../lib/journey/compile/condition-in-words.ts';
import { ConditionSchema } from '../../../lib/journey/condition/condition.ts';

const gold = { attribute: 'tier', eq: 'gold' };
const big = { trigger: 'total', gte: 100 };
const ordered = { event: 'order.placed' };

test.each<[condition: object, words: string]>([
  [gold, 'tier is gold'],
  [{ attribute: 'tier', ne: 'gold', exists: true }, 'tier is not gold and is known'],
  [{ attribute: 'tier', exists: false }, 'tier is unknown'],
  [{ attribute: 'city', in: ['Berlin', 'Beijing'] }, 'city is one of Berlin, Beijing'],
  [{ attribute: 'birthday', after: '-P30D' }, 'birthday after -P30D'],
  [{ attribute: 'tier', eq: { ref: 'trigger.tier' } }, 'tier is trigger.tier'],
  [{ trigger: 'total', gt: 10, lte: 100 }, 'trigger.total over 10 and at most 100'],
  [ordered, 'order.placed'],
  [{ ...ordered, within: 'P30D', count: { gte: 2 } }, 'order.placed at least 2 times within P30D'],
  [
    { ...ordered, since: 'entry', sum: { property: 'total', gt: 100 } },
    'order.placed with total adding up to over 100 since entry',
  ],
  [
    { ...ordered, where: { total: { gte: 50 }, source: 'shop' } },
    'order.placed with source shop and total at least 50',
  ],
  [
    { ...ordered, where: { orderId: { ref: 'trigger.orderId' } } },
    'order.placed with orderId trigger.orderId',
  ],
  [{ consent: 'email' }, 'consent for email'],
  [{ message: 'invite', was: 'sent' }, 'invite was sent'],
  [{ not: ordered }, 'no order.placed'],
  [{ not: { consent: 'sms' } }, 'no consent for sms'],
  [{ not: gold }, 'not (tier is gold)'],
  [{ not: { ...ordered, count: { gte: 2 } } }, 'not (order.placed at least 2 times)'],
  [{ all: [gold, big] }, 'tier is gold and trigger.total at least 100'],
  [{ any: [gold, { all: [big, ordered] }] }, 'tier is gold or (trigger.total at least 100 and order.placed)'],
  [{ not: { any: [gold, big] } }, 'not (tier is gold or trigger.total at least 100)'],
])('%j is told as "%s"', (condition, words) => {
  expect(conditionInWords(ConditionSchema.parse(condition))).toBe(words);
});

test('a long condition is cut after a hundred characters', () => {
  const words = conditionInWords(ConditionSchema.parse({ all: Array.from({ length: 20 }, () => gold) }));
  expect(words).toHaveLength(100);
  expect(words).toMatch(/^tier is gold and tier is gold .*…$/);
});
