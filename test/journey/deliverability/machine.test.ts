// Openings and clicks that no person made.

import { expect, test } from 'vitest';
import { machineReason } from '../../../lib/journey/deliverability/machine.ts';

const browser = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
const later = { at: 3_600_000, sentAt: 0 };

test.each([
  browser,
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html',
  'Mozilla/5.0 (Linux; Android 13; CUBOT X90) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.0',
])('a person reads with %s', (userAgent) => {
  expect(machineReason({ kind: 'opened', userAgent, ...later })).toBeUndefined();
});

test.each([
  ['Mozilla/5.0', 'Apple Mail Privacy Protection fetched it ahead'],
  ['Barracuda Sentinel (EE)', 'a mail filter looked at it'],
  ['Mozilla/4.0 (compatible; ms-office; MSOffice 16)', 'a Microsoft service looked at it'],
  ['Slackbot-LinkExpanding 1.0', 'a preview of a link was made'],
  ['Mozilla/5.0 (compatible; Googlebot/2.1)', 'a robot'],
  ['python-requests/2.32', 'a program'],
  ['', 'it did not say what it was'],
])('%s is no person: %s', (userAgent, what) => {
  expect(machineReason({ kind: 'clicked', userAgent, ...later })).toBe(what);
});

test('nobody reads while a mail is being delivered', () => {
  expect(machineReason({ kind: 'opened', userAgent: browser, at: 1_999, sentAt: 0 })).toContain('within 2 s');
  expect(machineReason({ kind: 'opened', userAgent: browser, at: 2_000, sentAt: 0 })).toBeUndefined();
  expect(machineReason({ kind: 'clicked', userAgent: browser, at: 4_999, sentAt: 0 })).toContain(
    'within 5 s',
  );
});

test('who asks for the head of a page alone does not read it', () => {
  expect(machineReason({ kind: 'clicked', method: 'HEAD', userAgent: browser, ...later })).toBeDefined();
});
