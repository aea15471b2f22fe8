// Whether a condition holds for a customer at a moment, from facts alone.

import type { z } from 'zod';
import { comparePositions, type Position, type TimelineEvent } from '../../customer/event.ts';
import { isTopic, type Topic } from '../../customer/topics.ts';
import { subtractDuration } from '../calendar/duration.ts';
import { type ChannelName, channelNames } from '../channels/index.ts';
import { readPath } from '../reference.ts';
import { whereHolds } from '../where.ts';
import type {
  Condition,
  EventConditionSchema,
  Fate,
  NumericComparison,
  SegmentCondition,
} from './condition.ts';
import { type ComparisonFacts, compare } from './operators.ts';

/**
 * What conditions are decided from. `refs.customer` holds the attributes, the derived ones included; `events` the
 * timeline up to `now` of the types that were asked for; `entry` the position of the run's starting event.
 */
export type ConditionFacts = ComparisonFacts & {
  consent: Record<string, boolean>;
  entry: Position;
  events: readonly TimelineEvent[];
  fates: ReadonlyMap<string, ReadonlySet<Fate>>;
};

export function holds(condition: Condition, facts: ConditionFacts): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  if ('attribute' in condition) {
    const { attribute, ...comparison } = condition;
    return compare(readPath(facts.refs.customer, attribute), comparison, facts);
  }
  if ('trigger' in condition) {
    const { trigger, ...comparison } = condition;
    return compare(readPath(facts.refs.trigger, trigger), comparison, facts);
  }
  if ('webhook' in condition) {
    const { webhook, ...comparison } = condition;
    return compare(readPath(facts.refs.webhook, webhook), comparison, facts);
  }
  if ('event' in condition) return behaviourHolds(condition, facts);
  if ('segment' in condition) return holds(askedBy(condition), facts);
  if ('consent' in condition) return mayReach(condition.consent, facts.consent);
  return facts.fates.get(condition.message)?.has(condition.was) ?? false;
}

/** To a channel one says yes; a topic is open until one says no, and leads nowhere without a channel. */
function mayReach(name: ChannelName | Topic, consent: Record<string, boolean>): boolean {
  if (!isTopic(name)) return consent[name] === true;
  return consent[name] !== false && channelNames.some((channel) => consent[channel] === true);
}

/** What a segment asks. Throws where no catalog has filled it in: nobody would be in it, without a word. */
function askedBy({ segment, is }: SegmentCondition): Condition {
  if (!is) throw new Error(`the segment "${segment}" is asked for, and nothing says what it is`);
  return is;
}

function behaviourHolds(condition: z.infer<typeof EventConditionSchema>, facts: ConditionFacts): boolean {
  const { sum } = condition;
  const earliest = condition.within ? subtractDuration(facts.now, condition.within, facts.zone) : -Infinity;
  let count = 0;
  let total = 0;
  for (const event of facts.events) {
    if (event.type !== condition.event || event.at < earliest || event.at > facts.now) continue;
    if (condition.since === 'entry' && comparePositions(event, facts.entry) <= 0) continue;
    if (condition.where && !whereHolds(condition.where, event, facts)) continue;
    count += 1;
    if (sum) total += amount(event, sum.property);
  }
  if (sum && !within(total, sum)) return false;
  if (condition.count) return within(count, condition.count);
  return sum !== undefined || count > 0;
}

/** What an event adds to a sum: nothing, where the property is no number. */
function amount(event: TimelineEvent, property: string): number {
  const value = readPath(event.properties, property);
  return typeof value === 'number' ? value : 0;
}

function within(value: number, limits: NumericComparison): boolean {
  return (
    (limits.eq === undefined || value === limits.eq) &&
    (limits.ne === undefined || value !== limits.ne) &&
    (limits.gt === undefined || value > limits.gt) &&
    (limits.gte === undefined || value >= limits.gte) &&
    (limits.lt === undefined || value < limits.lt) &&
    (limits.lte === undefined || value <= limits.lte)
  );
}
