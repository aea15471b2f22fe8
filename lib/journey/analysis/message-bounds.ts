// The most messages that one customer can get from a journey in any 24 hours and in any seven days, whatever happens.

import { DAY } from '../calendar/local-time.ts';
import { type Journey, reentryOf } from '../journey.ts';
import { triggerOf } from '../triggers/index.ts';
import { least, MOST, mostWithin, type Passage, timesOver, WEEK } from './passage.ts';
import { passageOf } from './run-messages.ts';
import { shortestMillis } from './shortest.ts';

export type Bound = number | 'unbounded';

/** `reason` says why there is no bound, or what the numbers leave open. */
export type MessageBound = { journey: string; perDay: Bound; perWeek: Bound; reason?: string };

export function boundMessages(journey: Journey): MessageBound {
  const { passage, latest } = passageOf(journey.steps);
  const run = journey.exit ? leftAnywhere(passage) : passage;
  const [day, week] = [mostWithin(run, DAY), mostWithin(run, WEEK)];
  if (day === 0) return { journey: journey.id, perDay: 0, perWeek: 0 };
  if (journey.concurrent) {
    const { by } = journey.concurrent;
    const each = `${counted(day)} a day, ${counted(week)} a week`;
    return unbounded(journey, `there is a run for each ${by}; one run at most ${each}`);
  }
  if (reentryOf(journey) === 'never') return bounded(journey, run);
  const apart = leastBetweenEntries(journey);
  const cycle = untilNextEntry(run, apart, latest);
  const soonest = Math.min(...cycle.through.slice(1));
  if (soonest === 0) {
    const { trigger } = journey;
    const why = `re-entry is always, a run can be over at once, and a run starts ${triggerOf(trigger).describe(trigger)}`;
    return unbounded(journey, why);
  }
  const times = soonest === Number.POSITIVE_INFINITY ? 2 : Math.ceil(WEEK / soonest) + 1;
  return bounded(journey, timesOver(cycle, times));
}

/** What all journeys can send to a customer together. */
export function addBounds(bounds: readonly MessageBound[]): { perDay: Bound; perWeek: Bound } {
  const total = (field: 'perDay' | 'perWeek') =>
    bounds.reduce<Bound>((sum, { [field]: bound }) => {
      return sum === 'unbounded' || bound === 'unbounded' ? 'unbounded' : sum + bound;
    }, 0);
  return { perDay: total('perDay'), perWeek: total('perWeek') };
}

function bounded(journey: Journey, passage: Passage): MessageBound {
  const perWeek = mostWithin(passage, WEEK);
  const more = perWeek >= MOST ? { reason: `${MOST} or more are not told apart` } : {};
  return { journey: journey.id, perDay: mostWithin(passage, DAY), perWeek, ...more };
}

function unbounded(journey: Journey, reason: string): MessageBound {
  return { journey: journey.id, perDay: 'unbounded', perWeek: 'unbounded', reason };
}

function counted(number: number): string {
  return number >= MOST ? `${MOST} or more` : String(number);
}

/** An exit event may come at any time: at best right behind a message. */
function leftAnywhere(run: Passage): Passage {
  return { ...run, stops: least(run.stops, [0], run.head), tailStops: least(run.tailStops, run.inner) };
}

function leastBetweenEntries(journey: Journey): number {
  const { trigger } = journey;
  const reentry = reentryOf(journey);
  const allowed = typeof reentry === 'object' ? shortestMillis(reentry.after) : 0;
  return Math.max(allowed, triggerOf(trigger).startsAtMostEvery?.(trigger) ?? 0);
}

/** From an entry to the next one: when the run is over, and `apart` (ms) after it began. */
function untilNextEntry(run: Passage, apart: number, latest: number): Passage {
  const rest = Math.max(0, apart - latest);
  const notBefore = (times: readonly number[], earliest: number) =>
    times
      .map((time) => Math.max(time, earliest))
      .map((time) => (time < WEEK ? time : Number.POSITIVE_INFINITY));
  const { head, inner } = run;
  return {
    head,
    inner,
    through: notBefore(least(run.through, run.stops), apart),
    tail: notBefore(least(run.tail, run.tailStops), rest),
    stops: [],
    tailStops: [],
  };
}
