// A run lasts a year at most on AWS: waits must not add up to more along the longest way.

import { parseInstant } from '../../customer/time.ts';
import { addDuration, isCalendarDuration } from '../calendar/duration.ts';
import { DAY } from '../calendar/local-time.ts';
import { momentOfText } from '../calendar/written-moment.ts';
import { asKnown, definitionOf, type KnownStep } from '../steps/index.ts';
import type { Step } from '../steps/step.ts';
import type { Wait } from '../steps/wait.ts';
import type { Check, Subject } from './check.ts';
import {
  lastsFromEntry,
  longer,
  noTime,
  noWay,
  oneAfterOther,
  repeated,
  type Span,
  type Ways,
} from './span.ts';

const LONGEST = 365 * DAY;

export const aYear: Check = function* (subject) {
  const { journey, steps } = subject;
  const entry = earliestEntry(subject);
  const lasts = lastsFromEntry(waysThrough(journey.steps, entry).peak);
  if (lasts < LONGEST) return;
  const alone = steps.find(({ step }) => lastsFromEntry(ownSpan(step, entry)) >= LONGEST);
  const days = Math.round((alone ? lastsFromEntry(ownSpan(alone.step, entry)) : lasts) / DAY);
  const what = alone ? 'can wait' : 'can take, with all their waits,';
  const message = `${what} ${days} days; a run ends after a year, so all waits together must stay below 365 days`;
  yield { path: alone?.path ?? ['steps'], message };
};

/** The earliest moment (ms) at which a run can still begin; undefined if it is not known. */
function earliestEntry({ journey, context }: Subject): number | undefined {
  const known = [journey.startsAt, context.now].filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function waysThrough(steps: readonly Step[], entry: number | undefined): Ways {
  let through = noTime;
  let peak = noTime;
  for (const step of steps) {
    const ways = waysOf(asKnown(step), entry);
    peak = longer(peak, oneAfterOther(through, ways.peak));
    through = oneAfterOther(through, ways.through);
  }
  return { through, peak };
}

function waysOf(step: KnownStep, entry: number | undefined): Ways {
  const own = ownSpan(step, entry);
  if (step.type === 'exit') return { through: noWay, peak: own };
  if (step.type === 'repeat') {
    const round = waysThrough(step.steps, entry);
    const before = repeated(round.through, step.times - 1);
    return { through: repeated(round.through, step.times), peak: oneAfterOther(before, round.peak) };
  }
  const inner = (definitionOf(step).nested?.(step) ?? []).map(({ steps }) => waysThrough(steps, entry));
  return {
    through: inner.reduce((all, ways) => longer(all, oneAfterOther(own, ways.through)), own),
    peak: inner.reduce((all, ways) => longer(all, oneAfterOther(own, ways.peak)), own),
  };
}

/** The time that a step itself takes. A step of a new type takes none until it is named here. */
function ownSpan(step: KnownStep, entry: number | undefined): Span {
  if (step.type === 'waitFor') {
    const timeout = longestMillis(step.timeout);
    return step.from === 'entry' ? { shift: 0, floor: timeout } : { shift: timeout, floor: -Infinity };
  }
  if (step.type !== 'wait') return noTime;
  const rest = untilClock(step);
  if (step.for !== undefined) return { shift: longestMillis(step.for) + rest, floor: -Infinity };
  const until = step.until === undefined ? undefined : momentOfText(step.until, 'UTC');
  const floor = until === undefined || entry === undefined ? -Infinity : until - entry + rest;
  return { shift: step.until === undefined ? rest : 0, floor };
}

/** How long it can be until a time of day and a day of the week: less than a day, or than the days between. */
function untilClock({ at, on }: Wait): number {
  const days = on ? 8 - new Set(on).size : 1;
  return at === undefined && on === undefined ? 0 : days * DAY - 1;
}

const MONTH_STARTS = Array.from({ length: 48 }, (_, month) =>
  parseInstant(`${2028 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`),
).filter((at) => at !== undefined);

/** The most that a duration can be, in milliseconds: months and years are as long as the longest that come. */
function longestMillis(duration: string): number {
  const starts = isCalendarDuration(duration) ? MONTH_STARTS : MONTH_STARTS.slice(0, 1);
  return Math.max(...starts.map((start) => addDuration(start, duration, 'UTC') - start));
}
