// Daily windows on the local clock, such as quiet hours from 21:00 to 09:00: whether a moment lies in one, and when
// it is over.

import * as z from 'zod';
import { DAY, localDay, momentOf } from './local-time.ts';
import { millisOfDay, TimeOfDaySchema } from './time-of-day.ts';

/** From `from` until just before `to`, every day; over midnight if `to` is the earlier on the clock. */
export const WindowSchema = z
  .strictObject({ from: TimeOfDaySchema, to: TimeOfDaySchema })
  .refine((window) => window.from !== window.to, {
    error: 'a window must not end at the time at which it begins; for all day write no window',
  })
  .meta({ description: 'Daily local hours, up to but without `to`; over midnight if `to` is the earlier.' });

export type Window = z.infer<typeof WindowSchema>;

/** Whether a window opens on a local day, counted from 1970-01-01. */
export type Opens = (day: number) => boolean;

const daily: Opens = () => true;

/** All of a day: the one window that ends at the time at which it begins. */
export const wholeDay: Window = { from: '00:00', to: '00:00' };

/** Whether a moment lies in the window that opens on its local day or on one before. */
export function isWithinWindow(window: Window, at: number, zone: string, opens: Opens = daily): boolean {
  return closing(window, at, zone, opens) !== undefined;
}

/** The first moment, not before `at`, outside the window: `at` itself if it lies outside. */
export function windowEnd(window: Window, at: number, zone: string): number {
  let end = at;
  // A clock change can move the end of one day's window into the next one's.
  for (let close = closing(window, end, zone); close !== undefined; close = closing(window, end, zone)) {
    end = close;
  }
  return end;
}

// The bounds follow the same rule as all local time: a skipped one moves on, of two the first counts. Two days back,
// because a window over midnight, opened before a day that the zone leaves out, is still open on the day after it.
/** When (ms) the window is over in which a moment lies; undefined for one outside. Another may follow at once. */
export function closing(window: Window, at: number, zone: string, opens: Opens = daily): number | undefined {
  const today = localDay(at, zone);
  const from = millisOfDay(window.from);
  const to = millisOfDay(window.to) + (window.to <= window.from ? DAY : 0);
  for (let day = today - 2; day <= today; day += 1) {
    if (!opens(day)) continue;
    if (momentOf(day * DAY + from, zone) > at) continue;
    const close = momentOf(day * DAY + to, zone);
    if (close > at) return close;
  }
  return undefined;
}
