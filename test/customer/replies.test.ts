import { expect, test } from 'vitest';
import { replyOf } from '../../lib/customer/replies.ts';

test.each([
  'STOP',
  'Stop',
  'stop!',
  'STOPALL',
  'Unsubscribe',
  'cancel',
  'END',
  'quit',
  'OPT-OUT',
  'opt out',
  'remove',
  'revoke',
  'Arrêt',
  'ARRET',
  'TD',
  'td。',
  'T',
  'R',
  '退订',
  '退訂',
  '拒收',
  '回复TD',
  '回复 T',
  ' 退订\n',
  'TD',
])('%j withdraws', (text) => {
  expect(replyOf(text)).toBe('stop');
});

test.each(['START', 'start', 'UNSTOP'])('%j comes back', (text) => {
  expect(replyOf(text)).toBe('start');
});

test.each(['', 'yes', 'Please stop by', 'non-stop', '不要退订', 'HELP', 'Tea', 'The end', '👍'])(
  '%j is about something else',
  (text) => {
    expect(replyOf(text)).toBeUndefined();
  },
);
