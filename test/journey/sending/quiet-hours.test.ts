// When customers are left in peace, by the clocks where they live.

import { describe, expect, test } from 'vitest';
import { opening, zonesOf } from '../../../lib/journey/sending/quiet-hours.ts';
import type { StepFacts } from '../../../lib/journey/steps/facts.ts';
import { factsOf } from '../../contracts/examples.ts';
import { moment, onTheWall } from '../calendar/wall-clock.ts';
import { marketing, rulesOf } from './rules.ts';

const berlin = 'Europe/Berlin';
const profile = factsOf().profile;

/** When a message of this local time goes out. */
function goesOut(
  rules: object,
  text: string,
  zone = berlin,
  who: Partial<StepFacts['profile']> = {},
  how = {},
) {
  const whose = { profile: { ...profile, timezone: zone, ...who }, journeyZone: 'UTC' };
  return onTheWall(opening(rulesOf(rules), { ...marketing, ...how }, whose, moment(text, zone)), zone);
}

const night = { quietHours: [{ from: '21:00', to: '09:00' }] };

describe('over midnight', () => {
  test('a message of the evening or of the early morning goes out at nine', () => {
    expect(goesOut(night, '2026-06-01 21:00')).toBe('Tue 2026-06-02 09:00 +02:00');
    expect(goesOut(night, '2026-06-02 03:00')).toBe('Tue 2026-06-02 09:00 +02:00');
    expect(goesOut(night, '2026-06-02 08:59:59.999')).toBe('Tue 2026-06-02 09:00 +02:00');
  });

  test('one of the day goes out at once', () => {
    expect(goesOut(night, '2026-06-02 09:00')).toBe('Tue 2026-06-02 09:00 +02:00');
    expect(goesOut(night, '2026-06-02 20:59')).toBe('Tue 2026-06-02 20:59 +02:00');
  });

  test('nine is nine in the nights in which the clocks change', () => {
    expect(goesOut(night, '2026-03-28 23:00')).toBe('Sun 2026-03-29 09:00 +02:00');
    expect(goesOut(night, '2026-10-24 23:00')).toBe('Sun 2026-10-25 09:00 +01:00');
  });

  test('it is the customer’s night', () => {
    expect(goesOut(night, '2026-06-01 23:00', 'Asia/Shanghai')).toBe('Tue 2026-06-02 09:00 +08:00');
    expect(goesOut(night, '2026-06-01 23:00', 'Pacific/Chatham')).toBe('Tue 2026-06-02 09:00 +12:45');
  });
});

describe('of some days', () => {
  const sundays = { quietHours: [...night.quietHours, { on: ['sun'] }] };

  test('a Sunday without hours is quiet all day, and then comes the night', () => {
    expect(goesOut(sundays, '2026-06-07 12:00')).toBe('Mon 2026-06-08 09:00 +02:00');
    expect(goesOut(sundays, '2026-06-06 22:00')).toBe('Mon 2026-06-08 09:00 +02:00');
    expect(goesOut(sundays, '2026-06-06 20:00')).toBe('Sat 2026-06-06 20:00 +02:00');
  });

  test('a night belongs to the day on which it begins', () => {
    const fridays = { quietHours: [{ from: '18:00', to: '10:00', on: ['fri'] }] };
    expect(goesOut(fridays, '2026-06-06 09:00')).toBe('Sat 2026-06-06 10:00 +02:00');
    expect(goesOut(fridays, '2026-06-05 09:00')).toBe('Fri 2026-06-05 09:00 +02:00');
  });

  const holidays = {
    quietHours: [{ on: ['holiday'] }],
    holidays: { everyone: ['01-01'], DE: ['2026-10-03'], 'DE-BY': ['01-06'] },
  };

  test('a holiday is quiet where the customer lives, every year or in that one', () => {
    const inBavaria = { attributes: { country: 'DE', region: 'DE-BY' } };
    expect(goesOut(holidays, '2026-01-06 12:00', berlin, inBavaria)).toBe('Wed 2026-01-07 00:00 +01:00');
    expect(goesOut(holidays, '2027-01-06 12:00', berlin, inBavaria)).toBe('Thu 2027-01-07 00:00 +01:00');
    expect(goesOut(holidays, '2026-10-03 12:00', berlin, inBavaria)).toBe('Sun 2026-10-04 00:00 +02:00');
    expect(goesOut(holidays, '2027-10-03 12:00', berlin, inBavaria)).toBe('Sun 2027-10-03 12:00 +02:00');
    expect(goesOut(holidays, '2026-01-06 12:00')).toBe('Tue 2026-01-06 12:00 +01:00');
    expect(goesOut(holidays, '2026-01-01 12:00')).toBe('Fri 2026-01-02 00:00 +01:00');
  });

  test('without a country, the locale tells it', () => {
    expect(goesOut(holidays, '2026-10-03 12:00', berlin, { locale: 'de-DE' })).toBe(
      'Sun 2026-10-04 00:00 +02:00',
    );
    expect(goesOut(holidays, '2026-10-03 12:00', berlin, { locale: 'de-AT' })).toBe(
      'Sat 2026-10-03 12:00 +02:00',
    );
    expect(goesOut(holidays, '2026-10-03 12:00', berlin, { locale: 'de' })).toBe(
      'Sat 2026-10-03 12:00 +02:00',
    );
  });
});

describe('of some messages', () => {
  test('a channel may have its own', () => {
    const rules = { quietHours: [{ from: '21:00', to: '09:00', channels: ['sms', 'push'] }] };
    expect(goesOut(rules, '2026-06-01 22:00', berlin, {}, { channel: 'sms' })).toContain('09:00');
    expect(goesOut(rules, '2026-06-01 22:00', berlin, {}, { channel: 'email' })).toContain('22:00');
  });

  test('transactional ones go out at any hour, unless they are to keep them, too', () => {
    const how = { purpose: 'transactional' };
    expect(goesOut(night, '2026-06-01 22:00', berlin, {}, how)).toContain('22:00');
    const strict = { quietHours: [{ from: '21:00', to: '09:00', transactional: true }] };
    expect(goesOut(strict, '2026-06-01 22:00', berlin, {}, how)).toContain('09:00');
  });
});

describe('of a customer whose zone is unknown', () => {
  const zones = (rules: object, timezone: string | undefined, journeyZone: string) =>
    zonesOf({ profile: { ...profile, ...(timezone && { timezone }) }, journeyZone }, rulesOf(rules));
  const { timezone: _, ...unknown } = profile;
  const zonesOfUnknown = (rules: object, journeyZone: string) =>
    zonesOf({ profile: unknown, journeyZone }, rulesOf(rules));

  test('the journey’s zone holds, then that of sending.json, then UTC', () => {
    expect(zones({ timezone: 'Asia/Tokyo' }, 'Asia/Shanghai', berlin)).toEqual(['Asia/Shanghai']);
    expect(zonesOfUnknown({ timezone: 'Asia/Tokyo' }, berlin)).toEqual([berlin]);
    expect(zonesOfUnknown({ timezone: 'Asia/Tokyo' }, 'UTC')).toEqual(['Asia/Tokyo']);
    expect(zonesOfUnknown({}, 'UTC')).toEqual(['UTC']);
  });

  test('a zone that is none is unknown', () => {
    expect(zones({}, 'Mars/Olympus', berlin)).toEqual([berlin]);
  });

  test('of several zones a message keeps all quiet hours', () => {
    const coasts = rulesOf({ ...night, timezone: ['America/New_York', 'America/Los_Angeles'] });
    const whose = { profile: unknown, journeyZone: 'UTC' };
    const eight = moment('2026-06-01 08:00', 'America/New_York');
    expect(onTheWall(opening(coasts, marketing, whose, eight), 'America/New_York')).toContain('12:00');
    const ten = moment('2026-06-01 22:00', 'America/New_York');
    expect(onTheWall(opening(coasts, marketing, whose, ten), 'America/New_York')).toBe(
      'Tue 2026-06-02 12:00 -04:00',
    );
  });
});
