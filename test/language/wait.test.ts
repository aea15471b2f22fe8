// `wait`: for a time, until a moment, until a date of the customer, at a time of day, on a day of the week; and zones.

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../lib/customer/json.ts';
import type { Customer } from '../../lib/customer/profile.ts';
import { say } from './journeys.ts';
import { on } from './moments.ts';
import { season } from './season.ts';

const ann = (customer: Omit<Customer, 'id'> = {}): Customer => ({ id: 'ann', ...customer });

/** When a customer who starts at a moment is through with a wait. */
async function through(wait: JsonObject, start: string, customer = ann(), journey: JsonObject = {}) {
  const { sent, counts } = await season({
    journeys: [{ steps: [{ type: 'wait', ...wait }, say('on')], ...journey }],
    customers: [customer],
    events: [on(start, 'start')],
  });
  expect(counts().failed).toBe(0);
  return sent()[0]?.replace(' on', '');
}

describe('a wait for a time', () => {
  test('of weeks and days is exactly that many times 24 hours, though the clocks change', async () => {
    // Berlin goes to summer time on 29 March 2026.
    const berlin = ann({ timezone: 'Europe/Berlin' });
    expect(await through({ for: 'P1D' }, '03-28 12:00', berlin)).toBe('03-29 12:00');
    expect(await through({ for: 'P1W' }, '03-28 12:00', berlin)).toBe('04-04 12:00');
  });

  test('of hours, minutes and seconds', async () => {
    expect(await through({ for: 'PT2H30M5S' }, '03-01')).toBe('03-01 02:30:05');
  });

  test('of months is by the calendar of the customer’s zone, clamped to the month’s end', async () => {
    expect(await through({ for: 'P1M' }, '01-31 12:00')).toBe('02-28 12:00');
    // 1 April 05:00 in Tokyo is still 31 March in UTC; a month later it is 1 May there.
    expect(await through({ for: 'P1M' }, '03-31 20:00', ann({ timezone: 'Asia/Tokyo' }))).toBe('04-30 20:00');
    // Machines sleep in whole seconds, and never too short.
    expect(await through({ for: 'P1M' }, '03-02 00:00:00.500')).toBe('04-02 00:00:01');
    // The same local time after the clocks have changed.
    expect(await through({ for: 'P1M' }, '03-28 12:00', ann({ timezone: 'Europe/Berlin' }))).toBe(
      '04-28 11:00',
    );
  });
});

describe('a wait with at and on', () => {
  test('goes on to the earliest such moment, not before what the rest says', async () => {
    expect(await through({ for: 'P3D', at: '10:00' }, '03-02 09:00')).toBe('03-05 10:00');
    expect(await through({ for: 'P3D', at: '10:00' }, '03-02 11:00')).toBe('03-06 10:00');
    expect(await through({ at: '10:00' }, '03-02 10:00')).toBe('03-02 10:00');
    expect(await through({ at: '10:00' }, '03-02 10:00:01')).toBe('03-03 10:00');
  });

  test('on a day of the week: at once, if it is that day', async () => {
    // 2 March 2026 is a Monday.
    expect(await through({ on: ['mon', 'tue'] }, '03-02 15:00')).toBe('03-02 15:00');
    expect(await through({ on: ['fri', 'wed'] }, '03-02 15:00')).toBe('03-04');
    expect(await through({ for: 'P1D', on: ['mon'], at: '09:30' }, '03-02 15:00')).toBe('03-09 09:30');
  });

  test('is by the customer’s clock, and so are its days', async () => {
    const auckland = ann({ timezone: 'Pacific/Auckland' });
    expect(await through({ at: '10:00' }, '03-02 12:00', auckland)).toBe('03-02 21:00');
    // Monday noon in UTC is one o’clock on Tuesday morning there.
    expect(await through({ on: ['tue'] }, '03-02 12:00', auckland)).toBe('03-02 12:00');
  });

  test('counts calendar days: a day after ten o’clock is ten o’clock, though the clocks change', async () => {
    const berlin = ann({ timezone: 'Europe/Berlin' });
    expect(await through({ for: 'P1D', at: '10:00' }, '03-28 09:00', berlin)).toBe('03-29 08:00');
  });

  test('a time that the clocks skip moves on by the gap', async () => {
    const berlin = ann({ timezone: 'Europe/Berlin' });
    expect(await through({ at: '02:30' }, '03-28 22:00', berlin)).toBe('03-29 01:30');
  });

  test('a time that comes twice is the first of the two', async () => {
    const berlin = ann({ timezone: 'Europe/Berlin' });
    expect(await through({ at: '02:30' }, '10-24 20:00', berlin)).toBe('10-25 00:30');
  });
});

describe('a wait until a moment', () => {
  test('with an offset is the same for all, in whole seconds', async () => {
    expect(await through({ until: '2026-03-05T10:00:00Z' }, '03-01')).toBe('03-05 10:00');
    expect(await through({ until: '2026-03-05T10:00+02:00' }, '03-01')).toBe('03-05 08:00');
    expect(await through({ until: '2026-03-05T10:00:00.500+05:30' }, '03-01')).toBe('03-05 04:30:01');
  });

  test('without one is by the customer’s clock; a bare date is midnight', async () => {
    const tokyo = ann({ timezone: 'Asia/Tokyo' });
    expect(await through({ until: '2026-03-05T10:00' }, '03-01', tokyo)).toBe('03-05 01:00');
    expect(await through({ until: '2026-03-05' }, '03-01', tokyo)).toBe('03-04 15:00');
  });

  test('and then on to a time of day', async () => {
    expect(await through({ until: '2026-03-05T10:00:00Z', at: '09:00' }, '03-01')).toBe('03-06 09:00');
  });

  test('that has passed goes on at once', async () => {
    expect(await through({ until: '2026-02-01T00:00:00Z' }, '03-01 12:00')).toBe('03-01 12:00');
    expect(await through({ until: '2026-02-01' }, '03-01 12:00')).toBe('03-01 12:00');
  });

  test('that has passed, and then at a time of day: that one has passed too', async () => {
    expect(await through({ until: '2026-02-01', at: '10:00' }, '03-01 12:00')).toBe('03-01 12:00');
  });
});

describe('a wait until a date of the customer', () => {
  const birthday = (value: JsonObject[string]) => ann({ attributes: { birthday: value } });
  const wait = { untilDate: { attribute: 'birthday', offset: '-P3D' }, at: '10:00' };

  test('with an offset in calendar days', async () => {
    expect(await through(wait, '03-01', birthday('2026-03-20'))).toBe('03-17 10:00');
  });

  test('by the clock of the zone that the step names', async () => {
    const inTokyo = { ...wait, timezone: 'Asia/Tokyo' };
    expect(await through(inTokyo, '03-01', birthday('2026-03-20'))).toBe('03-17 01:00');
  });

  test.each([
    [undefined, 'goes on at once: the customer has no attribute "birthday"'],
    ['soon', 'goes on at once: the attribute "birthday" is "soon", which is no date'],
    [20260320, 'goes on at once: the attribute "birthday" is 20260320, which is no date'],
    ['2026-02-10', 'goes on at once: 2026-02-07T10:00:00.000Z is in the past'],
  ])('that is %j goes on at once, with the reason', async (value, reason) => {
    const { sent, explain } = await season({
      journeys: [{ steps: [{ id: 'w', type: 'wait', ...wait }, say('on')] }],
      customers: [value === undefined ? ann() : birthday(value)],
      events: [on('03-01 12:00', 'start')],
    });
    expect(sent()).toEqual(['03-01 12:00 on']);
    expect((await explain()).find(({ stepId }) => stepId === 'w')).toMatchObject({ reason });
  });
});

describe('the zone', () => {
  const at = { at: '10:00' };

  test('is the customer’s, or else the journey’s, or else UTC', async () => {
    const journey = { timezone: 'Europe/Berlin' };
    expect(await through(at, '03-02', ann({ timezone: 'Asia/Tokyo' }), journey)).toBe('03-02 01:00');
    expect(await through(at, '03-02', ann(), journey)).toBe('03-02 09:00');
    expect(await through(at, '03-02')).toBe('03-02 10:00');
  });

  test('is the step’s, if it names one', async () => {
    const step = { ...at, timezone: 'America/New_York' };
    expect(await through(step, '03-02', ann({ timezone: 'Asia/Tokyo' }))).toBe('03-02 15:00');
  });

  test('that nobody knows falls back to the journey’s, and loses no customer', async () => {
    const nowhere = ann({ timezone: 'Mars/Olympus' });
    const journey = { timezone: 'Europe/Berlin', goal: { event: 'order.placed', within: 'P1M' } };
    expect(await through(at, '03-02', nowhere, journey)).toBe('03-02 09:00');
    expect(await through({ for: 'P1M' }, '03-02', nowhere, journey)).toBe('04-01 23:00');
    const audience = { not: { event: 'order.placed', within: 'P1M' } };
    expect(await through(at, '03-02', nowhere, { ...journey, audience })).toBe('03-02 09:00');
  });

  test('that an event brings and nobody knows changes nothing', async () => {
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', ...at }, say('on')] }],
      customers: [ann({ timezone: 'Asia/Tokyo' })],
      events: [on('03-01', 'customer.updated', { timezone: 'Mars/Olympus' }), on('03-02', 'start')],
    });
    expect(sent()).toEqual(['03-02 01:00 on']);
  });

  test('is the one that the customer has when the step is reached', async () => {
    const { sent } = await season({
      journeys: [{ steps: [{ type: 'wait', for: 'P1D' }, { type: 'wait', ...at }, say('on')] }],
      customers: [ann({ timezone: 'Asia/Tokyo' })],
      events: [on('03-02', 'start'), on('03-02 12:00', 'customer.updated', { timezone: 'Europe/Berlin' })],
    });
    expect(sent()).toEqual(['03-03 09:00 on']);
  });
});
