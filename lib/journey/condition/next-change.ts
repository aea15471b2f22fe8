// When time alone may change what a condition says of a customer: what is due is looked at again then, and not before.

import type { z } from 'zod';
import {
  addDuration,
  exactMillis,
  exactRest,
  isCalendarDuration,
  subtractDuration,
} from '../calendar/duration.ts';
import { DAY, localTime } from '../calendar/local-time.ts';
import { momentOfText } from '../calendar/written-moment.ts';
import { offsetAt } from '../calendar/zone-offset.ts';
import { isReference, readPath, resolveReference } from '../reference.ts';
import { TIER_EVENT } from '../tiers.ts';
import type { Where } from '../where.ts';
import type { Condition, EventConditionSchema } from './condition.ts';
import { type ConditionFacts, holds } from './evaluate.ts';
import { conditionNeeds, leavesOf } from './needs.ts';
import type { Comparison } from './operators.ts';

/** After so many moments at which something may change and nothing does, the next is taken unseen: it only means to look again. */
const MOST_TRIED = 50;

/**
 * The first moment (ms) after `now` at which the condition may say something else, if nothing happens until then;
 * undefined if time changes nothing any more. `factsAt` gives the facts of a moment; its events are those that are
 * known at `now`, also such as lie in the future.
 */
export function nextChange(
  condition: Condition,
  factsAt: (now: number) => ConditionFacts,
  now: number,
): number | undefined {
  let facts = factsAt(now);
  const current = holds(condition, facts);
  let last = now;
  for (let tried = 0; tried < MOST_TRIED; tried++) {
    const next = nextCandidate(condition, facts, last);
    if (next === undefined) return undefined;
    facts = factsAt(next);
    if (holds(condition, facts) !== current) return next;
    last = next;
  }
  return last;
}

/** Told of a moment at which a part of the condition may change. */
type Offer = (at: number) => void;

/** The first moment after `now` at which any part of the condition may change. */
function nextCandidate(condition: Condition, facts: ConditionFacts, now: number): number | undefined {
  let first = Infinity;
  // A callback, not a generator: this runs over all events of a customer, for each segment, at each event.
  const offer = (at: number) => {
    if (at > now && at < first) first = at;
  };
  for (const leaf of leavesOf(condition)) {
    if ('attribute' in leaf) {
      offerMoved(readPath(facts.refs.customer, leaf.attribute), leaf, facts, now, offer);
    }
    if ('event' in leaf) offerEvents(leaf, facts, now, offer);
  }
  if (conditionNeeds(condition).derived) {
    for (const event of facts.events) {
      if (event.type !== TIER_EVENT) continue;
      offer(event.at);
      offerPassing(event.at, 'P1Y', facts.zone, now, offer);
    }
  }
  return first === Infinity ? undefined : first;
}

function offerEvents(
  leaf: z.infer<typeof EventConditionSchema>,
  facts: ConditionFacts,
  now: number,
  offer: Offer,
): void {
  const { within } = leaf;
  // For most durations the moment is a sum, and the sum is the same for all events.
  const exact = within === undefined || isCalendarDuration(within) ? undefined : exactMillis(within) + 1;
  const comparisons = Object.entries(leaf.where ?? {}).filter(([, expected]) => isComparison(expected));
  for (const event of facts.events) {
    if (event.type !== leaf.event) continue;
    offer(event.at);
    if (exact !== undefined) offer(event.at + exact);
    else if (within !== undefined) offerPassing(event.at, within, facts.zone, now, offer);
    for (const [property, expected] of comparisons) {
      if (isComparison(expected))
        offerMoved(readPath(event.properties, property), expected, facts, now, offer);
    }
  }
}

function isComparison(expected: Where[string]): expected is Comparison {
  return typeof expected === 'object' && !isReference(expected);
}

const moving = ['before', 'after'] as const;

/** When a moment that an attribute or property holds crosses "so long ago". */
function offerMoved(
  value: unknown,
  comparison: { before?: unknown; after?: unknown },
  facts: ConditionFacts,
  now: number,
  offer: Offer,
): void {
  for (const operator of moving) {
    const written = comparison[operator];
    const operand = isReference(written) ? resolveReference(written, facts.refs) : written;
    if (typeof value !== 'string' || typeof operand !== 'string' || !operand.startsWith('-P')) continue;
    const at = momentOfText(value, facts.zone);
    if (at === undefined) continue;
    // "Before" turns when so long ago has passed the moment, "after" when it has reached it.
    offerPassing(operator === 'before' ? at : at - 1, operand.slice(1), facts.zone, now, offer);
  }
}

/** What may lie between a moment and its mirror image on the calendar: days that a month has not, and a clock change. */
const SLACK = 5 * DAY;
/** Before this day of the month, no month is too short for it. */
const LAST_EVERYWHERE = 28;

/** Offers moments, the next after `now` among them, at which "a duration ago" passes a moment, or falls behind it again. */
function offerPassing(moment: number, duration: string, zone: string, now: number, offer: Offer): void {
  if (!isCalendarDuration(duration)) {
    offer(moment + exactMillis(duration) + 1);
    return;
  }
  const middle = addDuration(moment, duration, zone);
  if (middle + SLACK < now) return;
  const hasPassed = (at: number) => subtractDuration(at, duration, zone) > moment;
  // Within a piece, "a duration ago" goes forward with time; from one to the next it may jump, also backwards.
  let last: number | undefined;
  for (const start of piecesAround(middle, moment + exactRest(duration), zone)) {
    if (last !== undefined) {
      if (hasPassed(last) !== hasPassed(start - 1)) offer(firstWhere(hasPassed, last, start - 1));
      if (hasPassed(start - 1) !== hasPassed(start)) offer(start);
    }
    last = start;
  }
}

/**
 * Where pieces begin, in their order: at midnight, when a day may be missing in the month before; when the clocks
 * change; and at each time of day that is doubled or skipped around the moment looked back to.
 */
function piecesAround(middle: number, lookedBackTo: number, zone: string): number[] {
  const [from, to] = [middle - SLACK, middle + SLACK];
  const changes = clockChanges(from, to, zone);
  const changesBefore = clockChanges(lookedBackTo - 2 * SLACK, lookedBackTo + 2 * SLACK, zone);
  const isSteady = changes.length + changesBefore.length === 0;
  const dayOfMonth = new Date(localTime(lookedBackTo, zone)).getUTCDate();
  if (isSteady && dayOfMonth < LAST_EVERYWHERE) return [from, to];

  const timesOfDay = [0];
  for (const at of changesBefore) timesOfDay.push(localTime(at - 1, zone) + 1, localTime(at, zone));
  const starts = new Set([from, ...changes, to]);
  for (const offset of [offsetAt(from, zone), offsetAt(to, zone)]) {
    for (const time of timesOfDay) {
      const first = from + positiveRemainder(time - offset - from, DAY);
      for (let at = first; at < to; at += DAY) starts.add(at);
    }
  }
  return [...starts].sort((one, other) => one - other);
}

/** The first moment in (from, to] at which something is so, where it is not so at `from` and then stays so. */
function firstWhere(isSo: (at: number) => boolean, from: number, to: number): number {
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (isSo(middle)) first = middle;
    else last = middle;
  }
  return first;
}

/** When a zone's clocks change in (from, to]. */
function clockChanges(from: number, to: number, zone: string): number[] {
  const changes: number[] = [];
  for (let last = from; last < to; last += DAY) {
    const next = Math.min(last + DAY, to);
    const after = offsetAt(next, zone);
    if (offsetAt(last, zone) !== after) {
      changes.push(firstWhere((at) => offsetAt(at, zone) === after, last, next));
    }
  }
  return changes;
}

const positiveRemainder = (dividend: number, divisor: number) => ((dividend % divisor) + divisor) % divisor;
