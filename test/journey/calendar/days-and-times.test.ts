import { describe, expect, it } from 'vitest';
import { TimeOfDaySchema } from '../../../lib/journey/calendar/time-of-day.ts';
import { isOneOf, WeekdaySchema } from '../../../lib/journey/calendar/weekday.ts';
import { isLocal, WrittenMomentSchema } from '../../../lib/journey/calendar/written-moment.ts';

describe('days and times in a journey', () => {
  it('name the day of the week in three letters', () => {
    expect(WeekdaySchema.parse('mon')).toBe('mon');
    expect(WeekdaySchema.safeParse('monday').success).toBe(false);
  });

  it('know on which day of the week a day falls, before 1970 too', () => {
    const dayOf = (date: string) => Date.parse(date) / 86_400_000;
    expect(isOneOf(['thu'], dayOf('1970-01-01'))).toBe(true);
    expect(isOneOf(['mon'], dayOf('1969-12-29'))).toBe(true);
    expect(isOneOf(['sat', 'sun'], dayOf('2026-06-01'))).toBe(false);
  });

  it('write the time of day as HH:MM', () => {
    for (const time of ['00:00', '09:30', '23:59']) expect(TimeOfDaySchema.parse(time)).toBe(time);
    for (const time of ['24:00', '9:30', '10:60', '10:00:00', '10 Uhr', '']) {
      expect(TimeOfDaySchema.safeParse(time).success).toBe(false);
    }
  });

  it('write a moment as a date or a date-time, whose zone is the customer’s unless it has an offset', () => {
    for (const text of ['2026-03-29', '2026-03-29T10:00', '2026-03-29T10:00:30']) {
      expect(WrittenMomentSchema.parse(text)).toBe(text);
      expect(isLocal(text)).toBe(true);
    }
    for (const text of ['2026-03-29T10:00Z', '2026-03-29T10:00:30.5-05:00']) {
      expect(WrittenMomentSchema.parse(text)).toBe(text);
      expect(isLocal(text)).toBe(false);
    }
    for (const text of [
      '2026-02-30',
      '29.3.2026',
      '2026-03-29 10:00',
      '2026-03-29Z',
      '2026-03',
      'tomorrow',
      '',
    ]) {
      expect(WrittenMomentSchema.safeParse(text).error?.issues[0]?.message).toContain(
        'is no date or date-time',
      );
    }
  });
});
