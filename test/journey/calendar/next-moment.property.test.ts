import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { nextMoment, type WaitTerms } from '../../../lib/journey/calendar/next-moment.ts';
import type { Weekday } from '../../../lib/journey/calendar/weekday.ts';
import { type Place, places, timesOfDay, weekdays } from './anywhere.ts';
import { wallScanner } from './wall-clock.ts';

const names: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const nameOf = (date: Temporal.PlainDate | Temporal.ZonedDateTime) => names[date.dayOfWeek - 1] ?? 'mon';
const zoned = ({ zone, now }: Place) => Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);

function endOf(wait: WaitTerms, place: Place, attribute?: string): number {
  const moment = nextMoment(wait, { ...place, attribute });
  if (moment.kind === 'missing') throw new Error(moment.why);
  expect(moment.kind).toBe(moment.at < place.now ? 'past' : 'at');
  return moment.at;
}

/** Every day around the base, each resolved by Temporal: the least that suits. */
function bruteForce(base: number, zone: string, at: string, on: readonly Weekday[]): number | undefined {
  const today = zoned({ zone, now: base }).toPlainDate();
  const candidates: number[] = [];
  for (let days = -2; days <= 16; days += 1) {
    const date = today.add({ days });
    if (!on.includes(nameOf(date)) || !date.toZonedDateTime(zone).toPlainDate().equals(date)) continue;
    candidates.push(date.toZonedDateTime({ timeZone: zone, plainTime: at }).epochMilliseconds);
  }
  return candidates.filter((candidate) => candidate >= base).sort((a, b) => a - b)[0];
}

describe('in any zone and year, a wait', () => {
  it('ends at the earliest moment that suits its time of day and its days of the week', () => {
    fc.assert(
      fc.property(places, timesOfDay, weekdays, (place, at, on) => {
        expect(endOf({ at, on }, place)).toBe(bruteForce(place.now, place.zone, at, on));
      }),
      { numRuns: 800 },
    );
  });

  it('shows what is written when it ends, and showed it at no minute before', () => {
    // From 1973 on, every zone's offset is a multiple of fifteen minutes.
    const modern = places.filter(({ now }) => now > Date.UTC(1973, 0, 1));
    const quarters = timesOfDay.map(
      (time) => `${time.slice(0, 3)}${['00', '15', '30', '45'][Number(time.slice(3)) % 4]}`,
    );
    fc.assert(
      fc.property(modern, quarters, weekdays, (place, at, on) => {
        const end = endOf({ at, on }, place);
        expect(end).toBeGreaterThanOrEqual(place.now);
        const shown = wallScanner(place.zone);
        const suits = (moment: number) => {
          const wall = shown(moment);
          return wall.endsWith(at) && on.includes(nameOf(Temporal.PlainDate.from(wall.slice(0, 10))));
        };
        const quarter = 900_000;
        for (let earlier = Math.ceil(place.now / quarter) * quarter; earlier < end; earlier += quarter) {
          if (!suits(earlier)) continue;
          const secondTime = [1, 2, 4, 8, 12].some(
            (back) => shown(earlier - back * quarter) === shown(earlier),
          );
          expect(secondTime, `${shown(earlier)} suits as well`).toBe(true);
        }
        if (!suits(end)) expect(wasSkipped(end, at, place.zone), `${shown(end)} does not suit`).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  function wasSkipped(end: number, at: string, zone: string): boolean {
    const local = zoned({ zone, now: end });
    return [0, -1].some((days) => {
      const wanted = local.toPlainDate().add({ days }).toPlainDateTime(Temporal.PlainTime.from(at));
      const moved = wanted.toZonedDateTime(zone);
      return moved.epochMilliseconds === end && !moved.toPlainDateTime().equals(wanted);
    });
  }

  it('for a day of the week ends at once or when that day begins', () => {
    fc.assert(
      fc.property(places, weekdays, (place, on) => {
        const end = endOf({ on }, place);
        const local = zoned({ ...place, now: end });
        expect(on).toContain(nameOf(local));
        if (end === place.now) return;
        expect(end).toBe(local.startOfDay().epochMilliseconds);
        const start = zoned(place);
        for (let day = start; Temporal.ZonedDateTime.compare(day, local) < 0; day = day.add({ days: 1 })) {
          if (!day.toPlainDate().equals(local.toPlainDate())) expect(on).not.toContain(nameOf(day));
        }
      }),
      { numRuns: 800 },
    );
  });

  it('never ends before what `for`, `until` or `untilDate` says, and at the earliest after it', () => {
    const rests = fc.constantFrom('P1D', 'P3D', 'P1W', 'PT5H', 'P1M', 'P1DT12H', 'P1Y');
    const always = fc.constant<Weekday[]>([...names]);
    fc.assert(
      fc.property(
        places,
        places,
        rests,
        timesOfDay,
        fc.oneof(always, weekdays),
        (place, other, rest, at, on) => {
          const { zone } = place;
          const afterRest = zoned(place).add(rest).epochMilliseconds;
          expect(endOf({ for: rest, at, on }, place)).toBe(bruteForce(afterRest, zone, at, on));

          const until = new Date(other.now).toISOString();
          expect(endOf({ until }, place)).toBe(other.now);
          expect(endOf({ until, at, on }, place)).toBe(bruteForce(other.now, zone, at, on));

          const date = Temporal.PlainDate.from(until.slice(0, 10));
          const untilDate = { attribute: 'date', offset: `-${rest}` };
          const { hours } = Temporal.Duration.from(rest);
          const days = Temporal.Duration.from(rest).with({ hours: 0 });
          const base = date
            .subtract(days)
            .toPlainDateTime()
            .toZonedDateTime(zone)
            .subtract({ hours }).epochMilliseconds;
          expect(endOf({ untilDate }, place, until.slice(0, 10))).toBe(base);
          expect(endOf({ untilDate, at, on }, place, until.slice(0, 10))).toBe(
            bruteForce(base, zone, at, on),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
