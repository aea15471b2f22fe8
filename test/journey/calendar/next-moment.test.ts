import { describe, expect, it } from 'vitest';
import { nextMoment, type WaitTerms } from '../../../lib/journey/calendar/next-moment.ts';
import { moment, onTheWall } from './wall-clock.ts';

const berlin = 'Europe/Berlin';

/** Enters a wait when the clock in the zone shows `now`, and tells what it shows when the wait is over. */
function waited(wait: WaitTerms, now: string, zone = berlin, attribute?: string | number | null): string {
  const result = nextMoment(wait, { now: moment(now, zone), zone, attribute });
  if (result.kind === 'missing') return result.why;
  return result.kind === 'past' ? `past: ${onTheWall(result.at, zone)}` : onTheWall(result.at, zone);
}

describe('a wait at a time of day', () => {
  it('ends today if that time is still to come, else tomorrow', () => {
    expect(waited({ at: '10:00' }, '2026-06-01 09:59:59.999')).toBe('Mon 2026-06-01 10:00 +02:00');
    expect(waited({ at: '10:00' }, '2026-06-01 10:00:00.001')).toBe('Tue 2026-06-02 10:00 +02:00');
  });

  it('ends at once at that very moment', () => {
    expect(waited({ at: '10:00' }, '2026-06-01 10:00')).toBe('Mon 2026-06-01 10:00 +02:00');
  });

  it('ends at ten in the morning three days later, or the morning after that', () => {
    const guide: WaitTerms = { for: 'P3D', at: '10:00' };
    expect(waited(guide, '2026-06-01 08:00')).toBe('Thu 2026-06-04 10:00 +02:00');
    expect(waited(guide, '2026-06-01 10:00')).toBe('Thu 2026-06-04 10:00 +02:00');
    expect(waited(guide, '2026-06-01 15:00')).toBe('Fri 2026-06-05 10:00 +02:00');
  });

  it('keeps ten o’clock over a clock change: its days are days of the calendar', () => {
    const wait: WaitTerms = { for: 'P1D', at: '10:00' };
    expect(waited(wait, '2026-03-28 10:00')).toBe('Sun 2026-03-29 10:00 +02:00');
    expect(waited(wait, '2026-10-24 10:00')).toBe('Sun 2026-10-25 10:00 +01:00');
    expect(waited({ for: 'P1D' }, '2026-03-28 10:00')).toBe('Sun 2026-03-29 11:00 +02:00');
  });

  it('moves on by the length of the gap when the clocks skip it', () => {
    expect(waited({ at: '02:30' }, '2026-03-28 12:00')).toBe('Sun 2026-03-29 03:30 +02:00');
    expect(waited({ at: '02:30' }, '2026-03-08 00:00', 'America/New_York')).toBe(
      'Sun 2026-03-08 03:30 -04:00',
    );
    expect(waited({ at: '02:15' }, '2026-10-04 00:00', 'Australia/Lord_Howe')).toBe(
      'Sun 2026-10-04 02:45 +11:00',
    );
    expect(waited({ at: '02:30' }, '2026-03-21 12:00', 'Africa/Casablanca')).toBe(
      'Sun 2026-03-22 03:30 +01:00',
    );
  });

  it('takes the first when the clocks show it twice, and between the two the next day’s', () => {
    const wait: WaitTerms = { at: '02:30' };
    expect(waited(wait, '2026-10-25 00:00')).toBe('Sun 2026-10-25 02:30 +02:00');
    const between = { now: moment('2026-10-25 02:30', berlin) + 60_000, zone: berlin };
    expect(nextMoment(wait, between)).toEqual({ kind: 'at', at: moment('2026-10-26 02:30', berlin) });
    expect(waited({ at: '01:45' }, '2026-04-05 00:00', 'Australia/Lord_Howe')).toBe(
      'Sun 2026-04-05 01:45 +11:00',
    );
  });

  it('is on the local minute in zones of half and quarter hours', () => {
    expect(waited({ at: '10:00' }, '2026-06-01 11:00', 'Asia/Kolkata')).toBe('Tue 2026-06-02 10:00 +05:30');
    expect(waited({ at: '10:00' }, '2026-06-01 11:00', 'Asia/Kathmandu')).toBe('Tue 2026-06-02 10:00 +05:45');
    expect(waited({ at: '10:00' }, '2026-06-01 11:00', 'Australia/Eucla')).toBe(
      'Tue 2026-06-02 10:00 +08:45',
    );
  });

  it('goes over a day that the zone left out', () => {
    expect(waited({ at: '10:00' }, '2011-12-29 12:00', 'Pacific/Apia')).toBe('Sat 2011-12-31 10:00 +14:00');
    expect(waited({ for: 'P1D', at: '10:00' }, '2011-12-29 09:00', 'Pacific/Apia')).toBe(
      'Sat 2011-12-31 10:00 +14:00',
    );
  });

  it('goes over the leap day and the month’s end', () => {
    expect(waited({ at: '00:00' }, '2028-02-28 12:00')).toBe('Tue 2028-02-29 00:00 +01:00');
    expect(waited({ at: '00:00' }, '2026-02-28 12:00')).toBe('Sun 2026-03-01 00:00 +01:00');
    expect(waited({ for: 'P1M', at: '10:00' }, '2026-01-31 10:00')).toBe('Sat 2026-02-28 10:00 +01:00');
  });
});

describe('a wait for a day of the week', () => {
  it('ends at once on such a day, else when the next one begins', () => {
    expect(waited({ on: ['mon', 'thu'] }, '2026-06-01 17:45:12.345')).toBe(
      'Mon 2026-06-01 17:45:12.345 +02:00',
    );
    expect(waited({ on: ['mon', 'thu'] }, '2026-06-02 17:45')).toBe('Thu 2026-06-04 00:00 +02:00');
  });

  it('ends at the time of day on the next such day', () => {
    expect(waited({ on: ['mon'], at: '10:00' }, '2026-06-01 09:00')).toBe('Mon 2026-06-01 10:00 +02:00');
    expect(waited({ on: ['mon'], at: '10:00' }, '2026-06-01 10:01')).toBe('Mon 2026-06-08 10:00 +02:00');
    expect(waited({ for: 'P3D', on: ['mon', 'tue'], at: '10:00' }, '2026-06-01 09:00')).toBe(
      'Mon 2026-06-08 10:00 +02:00',
    );
  });

  it('means the customer’s own day, far from Greenwich', () => {
    const noonUtc = Date.UTC(2026, 5, 1, 12);
    const sameMoment = (zone: string) => {
      const result = nextMoment({ on: ['tue'], at: '01:30' }, { now: noonUtc, zone });
      return result.kind === 'at' ? onTheWall(result.at, zone) : result;
    };
    expect(onTheWall(noonUtc, 'Pacific/Kiritimati')).toBe('Tue 2026-06-02 02:00 +14:00');
    expect(sameMoment('Pacific/Kiritimati')).toBe('Tue 2026-06-09 01:30 +14:00');
    expect(onTheWall(noonUtc, 'Pacific/Niue')).toBe('Mon 2026-06-01 01:00 -11:00');
    expect(sameMoment('Pacific/Niue')).toBe('Tue 2026-06-02 01:30 -11:00');
  });

  it('begins when the clocks change, if they skip its midnight', () => {
    expect(waited({ on: ['sun'] }, '2017-10-13 12:00', 'America/Sao_Paulo')).toBe(
      'Sun 2017-10-15 01:00 -02:00',
    );
  });

  it('waits for the next Friday when the zone left one out', () => {
    expect(waited({ on: ['fri'] }, '2011-12-29 12:00', 'Pacific/Apia')).toBe('Fri 2012-01-06 00:00 +14:00');
    expect(waited({ on: ['fri'], at: '10:00' }, '2011-12-29 12:00', 'Pacific/Apia')).toBe(
      'Fri 2012-01-06 10:00 +14:00',
    );
    expect(waited({ on: ['sat'], at: '10:00' }, '2011-12-29 12:00', 'Pacific/Apia')).toBe(
      'Sat 2011-12-31 10:00 +14:00',
    );
  });

  it('keeps a Saturday’s late hour that the clocks skip, an hour on: by then it is Sunday', () => {
    const wait: WaitTerms = { on: ['sat'], at: '23:30' };
    expect(waited(wait, '2026-03-28 12:00', 'America/Nuuk')).toBe('Sun 2026-03-29 00:30 -01:00');
    expect(waited(wait, '2026-03-29 00:10', 'America/Nuuk')).toBe('Sun 2026-03-29 00:30 -01:00');
  });
});

describe('a wait until a moment', () => {
  it('means the moment of a date-time with an offset, wherever the customer is', () => {
    expect(waited({ until: '2026-12-24T10:00:00Z' }, '2026-06-01 10:00')).toBe('Thu 2026-12-24 11:00 +01:00');
    expect(waited({ until: '2026-12-24T10:00+09:00' }, '2026-06-01 10:00')).toBe(
      'Thu 2026-12-24 02:00 +01:00',
    );
  });

  it('means the customer’s clock without an offset, and 00:00 without a time', () => {
    expect(waited({ until: '2026-12-24T10:00' }, '2026-06-01 10:00')).toBe('Thu 2026-12-24 10:00 +01:00');
    expect(waited({ until: '2026-12-24' }, '2026-06-01 10:00', 'Asia/Kathmandu')).toBe(
      'Thu 2026-12-24 00:00 +05:45',
    );
  });

  it('then waits for the time of day and the day of the week', () => {
    expect(waited({ until: '2026-12-24', at: '10:00', on: ['mon'] }, '2026-06-01 10:00')).toBe(
      'Mon 2026-12-28 10:00 +01:00',
    );
  });

  it('is past when all that is written lies before now', () => {
    expect(waited({ until: '2026-05-31' }, '2026-06-01 10:00')).toBe('past: Sun 2026-05-31 00:00 +02:00');
    expect(waited({ until: '2026-05-31', at: '09:00' }, '2026-06-01 10:00')).toBe(
      'past: Sun 2026-05-31 09:00 +02:00',
    );
    expect(waited({ until: '2026-06-01', at: '11:00' }, '2026-06-01 10:00')).toBe(
      'Mon 2026-06-01 11:00 +02:00',
    );
    expect(waited({ until: '2026-06-01T10:00' }, '2026-06-01 10:00')).toBe('Mon 2026-06-01 10:00 +02:00');
  });

  it('keeps the second of two equal local times when its offset says so', () => {
    expect(waited({ until: '2026-10-25T02:30+01:00' }, '2026-06-01 10:00')).toBe(
      'Sun 2026-10-25 02:30 +01:00',
    );
  });
});

describe('a wait until a customer’s date', () => {
  const renewal = (offset?: string): WaitTerms => ({ untilDate: { attribute: 'renewsOn', offset } });
  const now = '2026-03-01 10:00';

  it('counts the offset in days of the calendar, forwards and backwards', () => {
    expect(waited(renewal('-P3D'), now, berlin, '2026-03-30')).toBe('Fri 2026-03-27 00:00 +01:00');
    expect(waited(renewal('P1W'), now, berlin, '2026-03-27T09:00')).toBe('Fri 2026-04-03 09:00 +02:00');
    expect(waited(renewal('-P1M'), now, berlin, '2026-07-31')).toBe('Tue 2026-06-30 00:00 +02:00');
    expect(waited(renewal('-PT2H'), now, berlin, '2026-03-29T04:00')).toBe('Sun 2026-03-29 01:00 +01:00');
    expect(waited({ ...renewal('-P3D'), at: '10:00' }, now, berlin, '2026-03-30')).toBe(
      'Fri 2026-03-27 10:00 +01:00',
    );
    expect(waited(renewal(), now, berlin, '2026-03-29T10:00:00Z')).toBe('Sun 2026-03-29 12:00 +02:00');
  });

  it('is whole again the day after a midnight that the clocks skip', () => {
    expect(waited(renewal('P1D'), '2017-10-01 10:00', 'America/Sao_Paulo', '2017-10-15')).toBe(
      'Mon 2017-10-16 00:00 -02:00',
    );
  });

  it('is past when the date has been', () => {
    expect(waited(renewal(), now, berlin, '2026-02-28')).toBe('past: Sat 2026-02-28 00:00 +01:00');
  });

  it('says why there is no such moment', () => {
    expect(waited(renewal(), now)).toBe('the customer has no attribute "renewsOn"');
    expect(waited(renewal(), now, berlin, null)).toBe('the customer has no attribute "renewsOn"');
    expect(waited(renewal(), now, berlin, 'soon')).toBe(
      'the attribute "renewsOn" is "soon", which is no date',
    );
    expect(waited(renewal(), now, berlin, '2026-02-30')).toBe(
      'the attribute "renewsOn" is "2026-02-30", which is no date',
    );
    expect(waited(renewal(), now, berlin, 1_750_000_000_000)).toContain('is 1750000000000, which is no date');
  });
});
