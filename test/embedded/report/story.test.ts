// A customer's story, as the demo and `milepost explain` tell it.

import { describe, expect, test } from 'vitest';
import { localMoment, withLocalMoments } from '../../../lib/embedded/report/local-moment.ts';
import { saidTo } from '../../../lib/embedded/report/said.ts';
import { tellStory } from '../../../lib/embedded/report/story.ts';
import type { DecisionRecord, Message } from '../../../lib/ports.ts';

const AT = Date.UTC(2026, 2, 2, 9);

function decision(fields: Partial<DecisionRecord>): DecisionRecord {
  return {
    customerId: 'ann',
    journeyId: 'welcome',
    runId: 'run',
    stepId: 'greeting',
    visit: '1',
    at: AT,
    kind: 'step',
    outcome: '',
    reason: '',
    detail: null,
    ...fields,
  };
}

const message: Message = {
  customerId: 'ann',
  runId: 'run',
  journeyId: 'welcome',
  version: 'v',
  stepId: 'greeting',
  visit: '1',
  channel: 'email',
  template: 'welcome/greeting',
  status: 'sent',
  reason: 'consent',
  at: AT,
};

function told(...decisions: DecisionRecord[]): string[] {
  return tellStory({ decisions, said: new Map(), zone: 'Asia/Shanghai' }).map(({ text }) => text);
}

describe('a message', () => {
  const sent = { kind: 'message' as const, outcome: 'sent', reason: 'consent' };

  test('is told with its channel, its subject and its reason', () => {
    const content = { locale: 'en', subject: 'Welcome,\n Ann', body: '<p>Hello</p>' };
    const said = saidTo('ann', [{ message, content }]);
    const decisions = [decision({ ...sent, detail: { channel: 'email', passedOver: [] } })];
    const [line] = tellStory({ decisions, said, zone: 'UTC' });
    expect(line?.text).toBe('greeting: email sent “Welcome, Ann” (consent)');
  });

  test('is told with its words where it has no subject, shortened', () => {
    const content = {
      locale: 'en',
      body: 'Your order has arrived, and we hope that it is all that you wished for',
    };
    const [words] = saidTo('ann', [{ message, content }]).values();
    expect(words).toBe('Your order has arrived, and we hope that it is al…');
  });

  test('names the channels that were passed over', () => {
    const detail = { channel: 'push', passedOver: [{ channel: 'sms', reason: 'no-consent' }] };
    expect(told(decision({ ...sent, detail }))).toEqual([
      'greeting: push sent (consent; not by sms: no-consent)',
    ]);
  });

  test('that was held says why not, by channel', () => {
    const passedOver = [
      { channel: 'email', reason: 'no-consent' },
      { channel: 'sms', reason: 'no-address' },
    ];
    const held = decision({ kind: 'message', outcome: 'held', reason: 'no-consent', detail: { passedOver } });
    expect(told(held)).toEqual(['greeting: held (not by email: no-consent; not by sms: no-address)']);
  });

  test('of a later round says which', () => {
    expect(told(decision({ ...sent, visit: '3' }))).toEqual(['greeting, round 3: sent (consent)']);
  });

  test('of another customer is none of this story', () => {
    expect(saidTo('ben', [{ message, content: { locale: 'en', body: 'x' } }]).size).toBe(0);
  });
});

test('entries, ends and conversions are told in a few words', () => {
  const none = { stepId: null, visit: null };
  expect(
    told(
      decision({ ...none, kind: 'entry', outcome: 'entered', reason: 'entered by order.placed' }),
      decision({ ...none, kind: 'entry', outcome: 'did not enter', reason: 'not in the audience' }),
      decision({ ...none, kind: 'convert', outcome: 'converted', reason: 'order.placed met the goal' }),
      decision({ ...none, kind: 'end', outcome: 'ordered', reason: 'order.placed ends the run' }),
    ),
  ).toEqual([
    'entered by order.placed',
    'did not enter: not in the audience',
    'converted: order.placed met the goal',
    'left, ordered: order.placed ends the run',
  ]);
});

test('a brief story leaves out what changed nothing for the customer', () => {
  const decisions = [decision({ kind: 'entry', outcome: 'did not enter', reason: 'not in the audience' })];
  expect(tellStory({ decisions, said: new Map(), zone: 'UTC', brief: true })).toEqual([]);
});

test('what the customer did comes before what followed from it at that moment', () => {
  const order = { id: '1', type: 'order.placed', customerId: 'ann', at: AT, seq: 1, depth: 0 };
  const properties = { orderId: 'o1', items: [{ sku: 'x' }], total: 59.9 };
  const lines = tellStory({
    decisions: [
      decision({ at: AT - 1, reason: 'waits' }),
      decision({ kind: 'entry', outcome: 'entered', reason: 'entered by order.placed' }),
    ],
    events: [{ ...order, properties }],
    said: new Map(),
    zone: 'UTC',
  });
  expect(lines.map(({ journey, text }) => `${journey}: ${text}`)).toEqual([
    'welcome: greeting: waits',
    'null: order.placed, orderId o1, total 59.9',
    'welcome: entered by order.placed',
  ]);
});

describe('moments', () => {
  test('are told in the time of the customer', () => {
    expect(localMoment(AT, 'Asia/Kathmandu')).toBe('Mon 2026-03-02 14:45');
    expect(localMoment(Date.UTC(2026, 2, 2, 16), 'Asia/Shanghai')).toBe('Tue 2026-03-03 00:00');
  });

  test('within a reason, too, which then needs to name the zone no more', () => {
    const reason = 'waits until 2026-03-05T02:00:00.000Z (Asia/Shanghai)';
    expect(withLocalMoments(reason, 'Asia/Shanghai')).toBe('waits until Thu 2026-03-05 10:00');
    expect(withLocalMoments(reason, 'UTC')).toBe('waits until Thu 2026-03-05 02:00 (Asia/Shanghai)');
  });
});
