// Quiet hours: when customers are left in peace, by the clocks where they live. A message waits for the first moment at
// which none of them holds.

import { isZone } from '../../customer/time.ts';
import { isOneOf, type Weekday } from '../calendar/weekday.ts';
import { closing, isWithinWindow, type Opens, wholeDay } from '../calendar/window.ts';
import type { StepFacts } from '../steps/facts.ts';
import { holidaysOf } from './holidays.ts';
import type { Rule, Sending } from './rule.ts';
import type { QuietHours, SendingRules } from './sending-rules.ts';

type Whose = Pick<StepFacts, 'profile' | 'journeyZone'>;

export const quietHoursRule: Rule = (sending, { sendingRules, now, ...whose }) => {
  if (!sendingRules) return undefined;
  const until = opening(sendingRules, sending, whose, now);
  return until > now ? { reason: 'quiet-hours', until, isShared: true } : undefined;
};

/** More windows than follow one another in any year; quiet hours that leave no moment at all end a search, too. */
const MOST_WINDOWS = 1000;

/** The first moment (ms), not before `from`, at which no quiet hours bar the message. */
export function opening(
  rules: SendingRules,
  sending: Pick<Sending, 'purpose' | 'channel'>,
  whose: Whose,
  from: number,
): number {
  const quiet = quietHoursFor(rules, sending, whose);
  const zones = zonesOf(whose, rules);
  let at = from;
  for (let windows = 0; windows < MOST_WINDOWS; windows += 1) {
    const ends = quiet.flatMap(({ window, opens }) =>
      zones.map((zone) => closing(window, at, zone, opens)).filter((end) => end !== undefined),
    );
    if (ends.length === 0) return at;
    at = Math.max(...ends);
  }
  return at;
}

/** Whether quiet hours bar the message at a moment (ms). */
export function isQuiet(
  rules: SendingRules,
  sending: Pick<Sending, 'purpose' | 'channel'>,
  whose: Whose,
  at: number,
): boolean {
  const quiet = quietHoursFor(rules, sending, whose);
  return zonesOf(whose, rules).some((zone) =>
    quiet.some(({ window, opens }) => isWithinWindow(window, at, zone, opens)),
  );
}

/**
 * The zone of a customer; where it is not known, the journey's. A journey in UTC says nothing of where its customers
 * live, so that then those of sending.json hold, all of them.
 */
export function zonesOf({ profile: { timezone }, journeyZone }: Whose, rules: SendingRules): string[] {
  if (timezone !== undefined && isZone(timezone)) return [timezone];
  return journeyZone === 'UTC' ? [rules.timezone].flat() : [journeyZone];
}

function quietHoursFor(
  { quietHours, holidays }: SendingRules,
  { purpose, channel }: Pick<Sending, 'purpose' | 'channel'>,
  { profile }: Whose,
) {
  const isHoliday = holidaysOf(holidays, profile);
  return quietHours
    .filter(({ channels, transactional }) => {
      return (channels?.includes(channel) ?? true) && (transactional || purpose === 'marketing');
    })
    .map(({ from, to, on }) => ({
      window: from === undefined || to === undefined ? wholeDay : { from, to },
      opens: daysOf(on, isHoliday),
    }));
}

function daysOf(on: QuietHours['on'], isHoliday: Opens): Opens {
  if (!on) return () => true;
  const weekdays = on.filter((day): day is Weekday => day !== 'holiday');
  return (day) => isOneOf(weekdays, day) || (on.includes('holiday') && isHoliday(day));
}
