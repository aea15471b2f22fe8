// What sending.json may say, and what is told of one that says something else.

import { expect, test } from 'vitest';
import { formatProblems } from '../../../lib/journey/checks/problem.ts';
import { readDeclaration } from '../../../lib/journey/checks/read-declaration.ts';
import { SendingRulesSchema } from '../../../lib/journey/sending/sending-rules.ts';

function problems(rules: unknown): string[] {
  const { problems } = readDeclaration('sending.json', JSON.stringify(rules), SendingRulesSchema);
  return formatProblems(problems).split('\n').filter(Boolean);
}

test('all that it may say', () => {
  expect(
    problems({
      $schema: './sending.schema.json',
      caps: [{ atMost: 3, within: 'P7D', channels: ['sms'], transactional: 'counted' }],
      quietHours: [
        { from: '21:00', to: '09:00', transactional: true },
        { on: ['sun', 'holiday'], channels: ['sms'] },
      ],
      holidays: { everyone: ['12-25', '02-29'], DE: ['2026-10-03'], 'GB-SCT': ['11-30'] },
      timezone: ['Europe/Berlin', 'Asia/Shanghai'],
      spread: 'PT1H',
      patience: 'P3D',
    }),
  ).toEqual([]);
  expect(problems({})).toEqual([]);
});

test('everything that is wrong is told at once, with its place and what to write', () => {
  expect(
    problems({
      caps: [
        { atMost: 0, within: 'P1M' },
        { atMost: 2, within: 'P1Y', channel: 'sms' },
      ],
      quietHours: [
        { from: '21:00' },
        {},
        { from: '9', to: '9' },
        { from: '21:00', to: '21:00' },
        { on: ['sunday'] },
      ],
      holidays: { Germany: ['12-25'], DE: ['2026-02-30', '25.12.'] },
      timezone: 'Berlin',
      spread: 'P2D',
    }),
  ).toMatchInlineSnapshot(`
    [
      "sending.json: caps[0].atMost: must be at least 1, and is the number 0",
      "sending.json: caps[0].within: "P1M" has months or years, which differ in length; write weeks, days or hours, such as P30D",
      "sending.json: caps[1].within: "P1Y" has months or years, which differ in length; write weeks, days or hours, such as P30D",
      "sending.json: caps[1].channel: "channel" is not a field here (allowed: atMost, within, channels, transactional; did you mean "channels"?)",
      "sending.json: quietHours[0]: "from" and "to" go together; write both, or neither for all day",
      "sending.json: quietHours[1]: would be all day, every day; write "from" and "to", or "on"",
      "sending.json: quietHours[2].from: "9" is no time of day; write HH:MM from 00:00 to 23:59, for example 09:30",
      "sending.json: quietHours[2].to: "9" is no time of day; write HH:MM from 00:00 to 23:59, for example 09:30",
      "sending.json: quietHours[2]: end when they begin; for all day write neither "from" nor "to"",
      "sending.json: quietHours[3]: end when they begin; for all day write neither "from" nor "to"",
      "sending.json: quietHours[4].on[0]: is "sunday", which is not allowed here (allowed: mon, tue, wed, thu, fri, sat, sun, holiday; did you mean "sun"?)",
      "sending.json: holidays.Germany: must be "everyone", a country such as DE, or a part of one such as DE-BY",
      "sending.json: holidays.DE[0]: "2026-02-30" is no day; write 2026-12-25, or 12-25 for that day of every year",
      "sending.json: holidays.DE[1]: "25.12." is no day; write 2026-12-25, or 12-25 for that day of every year",
      "sending.json: timezone: "Berlin" is no time zone; use a name of the IANA database, for example Europe/Berlin (did you mean "Europe/Berlin"?)",
      "sending.json: spread: "P2D" is longer than a day; write a shorter one",
    ]
  `);
});

test('quiet hours that leave no time in any week are refused, by channel', () => {
  const day = { from: '08:00', to: '21:00' };
  const night = { from: '21:00', to: '08:00' };
  const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const none = (channels: string) =>
    `sending.json: quietHours: together leave no time at which ${channels} may go out; leave some time open`;
  expect(problems({ quietHours: [day, { ...night, channels: ['sms'] }] })).toEqual([none('sms')]);
  expect(problems({ quietHours: [{ on: everyDay }] })).toEqual([none('email, sms, push, inbox')]);
  expect(problems({ quietHours: [day, { ...night, on: everyDay.slice(1) }] })).toEqual([]);
});

test('a quiet holiday needs holidays', () => {
  expect(problems({ quietHours: [{ on: ['holiday'] }] })).toMatchInlineSnapshot(`
    [
      "sending.json: quietHours[0].on: speaks of holidays, but none are listed; add for example "holidays": {"everyone": ["12-25"]}",
    ]
  `);
});
