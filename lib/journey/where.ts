// `where`: what an event's properties must be for it to count.

import * as z from 'zod';
import type { CustomerEvent } from '../customer/event.ts';
import { type ComparisonFacts, ComparisonSchema, compare } from './condition/operators.ts';
import { isReference, ReferenceSchema, readPath, resolveReference } from './reference.ts';

export const WhereSchema = z
  .record(
    z.string().min(1),
    z.union([z.string(), z.number(), z.boolean(), ReferenceSchema, ComparisonSchema]),
  )
  .refine((where) => Object.keys(where).length > 0, {
    error: 'is empty; leave it out to take every such event',
  })
  .meta({ id: 'where', description: 'What the properties of the event must be: values or operators.' });

export type Where = z.infer<typeof WhereSchema>;

/** An event that a trigger, an exit, a goal or a wait listens to. */
export const EventPatternFields = {
  event: z.string().min(1).max(128).describe('The type of the event, such as order.placed.'),
  where: WhereSchema.optional(),
};

export type EventPattern = { event: string; where?: Where | undefined };

/** Whether an event is of the pattern's type and its properties are as `where` says. */
export function matches(pattern: EventPattern, event: CustomerEvent, facts: ComparisonFacts): boolean {
  return event.type === pattern.event && (!pattern.where || whereHolds(pattern.where, event, facts));
}

export function whereHolds(where: Where, event: CustomerEvent, facts: ComparisonFacts): boolean {
  return Object.entries(where).every(([property, expected]) => {
    const value = readPath(event.properties, property);
    if (typeof expected !== 'object') return value === expected;
    if (isReference(expected)) {
      const joined = resolveReference(expected, facts.refs);
      return joined !== undefined && value === joined;
    }
    return compare(value, expected, facts);
  });
}
