// Holidays, as data: the days of each country or region, and whose they are.

import * as z from 'zod';
import type { Profile } from '../../customer/profile.ts';
import { DAY } from '../calendar/local-time.ts';

export const EVERYONE = 'everyone';

const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

const HolidaySchema = z.string().refine(isDay, {
  error: (issue) =>
    `"${String(issue.input)}" is no day; write 2026-12-25, or 12-25 for that day of every year`,
});

export const HolidaysSchema = z
  .record(
    z.string().refine((name) => name === EVERYONE || REGION.test(name), {
      error: `must be "${EVERYONE}", a country such as DE, or a part of one such as DE-BY`,
    }),
    z.array(HolidaySchema),
  )
  .describe(
    'Days such as 2026-12-25, or 12-25 for every year, by country or region; those of "everyone" for all.',
  );

export type Holidays = z.infer<typeof HolidaysSchema>;

/** 29 February is a day of those years that have one. */
function isDay(text: string): boolean {
  const full = /^\d{2}-\d{2}$/.test(text) ? `2024-${text}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(full)) return false;
  const date = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full);
}

/** Whether a local day, counted from 1970-01-01, is a holiday where the customer lives. */
export function holidaysOf(holidays: Holidays | undefined, profile: Profile): (day: number) => boolean {
  if (!holidays) return () => false;
  const days = new Set([EVERYONE, ...regionsOf(profile)].flatMap((region) => holidays[region] ?? []));
  return (day) => {
    const date = new Date(day * DAY).toISOString().slice(0, 10);
    return days.has(date) || days.has(date.slice(5));
  };
}

/**
 * Where a customer lives: their attributes `country` ("DE") and `region` ("DE-BY"); without a country, that of their
 * locale. Whoever lives in a part of a country has its holidays, too.
 */
function regionsOf({ attributes, locale }: Profile): string[] {
  const told = [attributes.country, attributes.region].filter((value) => typeof value === 'string');
  const codes = told.map((code) => code.toUpperCase()).filter((code) => REGION.test(code));
  const ofLocale = locale === undefined || codes.length > 0 ? [] : [/[-_]([A-Z]{2})$/i.exec(locale)?.[1]];
  const all = [...codes, ...ofLocale.filter((code) => code !== undefined).map((code) => code.toUpperCase())];
  return [...new Set(all.flatMap((code) => [code, code.slice(0, 2)]))];
}
