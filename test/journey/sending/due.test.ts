// When a message that has to wait is decided again.

import { describe, expect, test } from 'vitest';
import { dueAt } from '../../../lib/journey/sending/due.ts';
import { refusalOf } from '../../../lib/journey/sending/index.ts';
import { MessageSchema, message } from '../../../lib/journey/steps/message.ts';
import { aSend, day, factsOf, minute, noon } from '../../contracts/examples.ts';
import { at, knowing, marketing, rulesOf, waits } from './rules.ts';

const hour = 60 * minute;
// In Berlin, where Ana lives, it is an hour later.
const nine = noon - 4 * hour;
const six = noon - 7 * hour;
const night = { quietHours: [{ from: '21:00', to: '09:00' }], spread: 'PT30M' };

function due(rules: object, changes: Parameters<typeof at>[2] = {}, now = six, customer = 'ana'): number {
  const profile = { ...factsOf().profile, id: customer };
  const facts = at(now, rulesOf(rules), { profile, consent: { email: true }, ...changes });
  const refusal = refusalOf(marketing, facts);
  if (!refusal) throw new Error('it may go out now');
  return dueAt(refusal, marketing, facts);
}

describe('when quiet hours are over', () => {
  const customers = Array.from({ length: 400 }, (_, nth) => `customer-${nth}`);

  test('messages go out spread over a while, evenly, and each time the same', () => {
    const dues = customers.map((customer) => due(night, {}, six, customer));
    expect(customers.map((customer) => due(night, {}, six, customer))).toEqual(dues);
    expect(Math.min(...dues)).toBeGreaterThanOrEqual(nine);
    expect(Math.max(...dues)).toBeLessThan(nine + 30 * minute);
    const byTenMinutes = [0, 1, 2].map(
      (nth) => dues.filter((one) => Math.floor((one - nine) / (10 * minute)) === nth).length,
    );
    for (const count of byTenMinutes) expect(count).toBeGreaterThan(100);
  });

  test('but not into the next ones, however short the time between', () => {
    const tight = { quietHours: [{ from: '09:02', to: '09:00' }], spread: 'PT1H' };
    for (const customer of customers) {
      expect(due(tight, {}, six, customer)).toBeGreaterThanOrEqual(nine);
      expect(due(tight, {}, six, customer)).toBeLessThan(nine + 2 * minute);
    }
  });

  test('those to one customer go out one after the other', () => {
    const alone = due(night);
    const waiting = [waits('first', { since: six - hour, until: alone })];
    expect(due(night, { frequency: knowing({ waiting }) })).toBe(alone + minute);
    const two = [...waiting, waits('second', { since: six - 1, until: alone + minute })];
    expect(due(night, { frequency: knowing({ waiting: two }) })).toBe(alone + 2 * minute);
  });

  test('and the one of higher priority goes first, though it was decided later', () => {
    const alone = due(night);
    const waiting = [waits('lower', { since: six - hour, until: alone, priority: -1 })];
    expect(due(night, { frequency: knowing({ waiting }) })).toBe(alone);
    const lower = knowing({
      key: 'lower',
      priority: -1,
      waiting: [...waiting, waits('higher', { since: six, until: alone })],
    });
    const facts = at(alone, rulesOf(night), { consent: { email: true }, frequency: lower });
    expect(refusalOf(marketing, facts)).toEqual({
      reason: 'in-order',
      until: alone + minute,
      isShared: false,
    });
  });
});

test('what caps hold back is due in the second in which there is room, and not spread', () => {
  const rules = { caps: [{ atMost: 1, within: 'P1D' }] };
  const sends = [aSend({ key: 'other', channel: 'email', at: noon - hour + 1 })];
  expect(due(rules, { frequency: knowing({ sends }) }, noon)).toBe(noon - hour + day + 1000);
});

test('where the room comes at night, it is the next morning, without a wait in between', () => {
  const rules = rulesOf({ ...night, caps: [{ atMost: 1, within: 'P1D' }] });
  const lastEvening = noon - 15.5 * hour;
  const frequency = knowing({ sends: [aSend({ key: 'other', channel: 'email', at: lastEvening })] });
  expect(refusalOf(marketing, at(noon, rules, { consent: { email: true }, frequency }))).toEqual({
    reason: 'capped at 1 in P1D',
    until: nine + day,
    isShared: true,
  });
});

describe('a message that is refused', () => {
  const step = MessageSchema.parse({ type: 'message', channel: ['sms', 'email'], template: 't/m' });
  const reachable = { ...factsOf().profile, email: 'ana@example.com', phone: '+4930' };
  const facts = (rules: object, changes: object = {}) =>
    at(six, rulesOf(rules), { profile: reachable, consent: { email: true, sms: true }, ...changes });
  const decide = (how: object, rules: object, changes?: object) =>
    message.decide?.({ ...step, ...how }, facts(rules, changes));
  const sms = { quietHours: [{ from: '21:00', to: '09:00', channels: ['sms'] }], spread: 'PT1S' };

  test('on one channel until later takes the next that is allowed now', () => {
    expect(decide({}, sms)).toMatchObject({
      outcome: { status: 'sent', channel: 'email' },
      effects: [{ passedOver: [{ channel: 'sms', reason: 'quiet-hours' }] }],
    });
  });

  test('waits for the channel that is allowed first, if none is now', () => {
    const rules = {
      ...sms,
      quietHours: [...sms.quietHours, { from: '21:00', to: '10:00', channels: ['email'] }],
    };
    expect(decide({}, rules)).toMatchObject({
      outcome: { status: 'postponed', until: '2026-03-02T08:00:00.000Z' },
      reason: 'quiet-hours',
      effects: [{ type: 'postpone', channels: ['sms', 'email'], until: nine }],
    });
  });

  test('for good on all channels does not wait', () => {
    expect(decide({ channel: 'sms' }, sms, { consent: {} })).toMatchObject({
      outcome: { status: 'held', reason: 'no-consent' },
    });
  });

  test('is dropped where it is not to wait', () => {
    expect(decide({ channel: 'sms', holdBack: 'drop' }, sms)).toMatchObject({
      outcome: { status: 'held', reason: 'quiet-hours' },
      effects: [{ type: 'hold', channel: 'sms' }],
    });
  });

  test('is dropped at once where it would wait for longer than is worth it', () => {
    const rules = { caps: [{ atMost: 1, within: 'P30D' }], patience: 'P7D' };
    const frequency = knowing({ sends: [aSend({ key: 'other', at: six - day })] });
    expect(decide({ channel: 'sms' }, rules, { frequency })).toMatchObject({
      outcome: { status: 'held', reason: 'capped at 1 in P30D, for longer than P7D' },
    });
  });

  test('and patience counts from when it was first decided', () => {
    const rules = { ...sms, patience: 'P1D' };
    const waited = (since: number) => ({
      frequency: knowing({ waiting: [waits('this', { since, until: six })] }),
    });
    expect(decide({ channel: 'sms' }, rules, waited(nine - day + 2000))).toMatchObject({
      outcome: { status: 'postponed' },
    });
    expect(decide({ channel: 'sms' }, rules, waited(nine - day - 1))).toMatchObject({
      outcome: { status: 'held' },
    });
  });
});
