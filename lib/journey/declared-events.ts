// `events.json`: the events that the shop sends, and their properties. An event that is not in it is allowed, and
// nothing about it is checked.

import * as z from 'zod';

/** `date` is a text with a date or date-time; `any` is not checked further. */
const PropertyTypeSchema = z.enum(['string', 'number', 'boolean', 'date', 'list', 'object', 'any']);

export type PropertyType = z.infer<typeof PropertyTypeSchema>;

const DeclaredEventSchema = z.strictObject({
  description: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  properties: z.record(z.string().min(1), PropertyTypeSchema),
  elsewhere: z
    .boolean()
    .describe('Whether others than journeys use it, so that no journey has to listen to it.')
    .optional(),
});

export const DeclaredEventsSchema = z.record(z.string().min(1).max(128), DeclaredEventSchema);

export type DeclaredEvents = z.infer<typeof DeclaredEventsSchema>;

/** The properties of an event by name; undefined where the event is not declared. */
export function declaredProperties(
  events: DeclaredEvents | undefined,
  type: string,
): Record<string, PropertyType> | undefined {
  return events && Object.hasOwn(events, type) ? events[type]?.properties : undefined;
}

/** The type of a property, by name or dotted path; `any` inside objects and lists, undefined where there is none. */
export function declaredType(
  properties: Record<string, PropertyType>,
  path: string,
): PropertyType | undefined {
  if (Object.hasOwn(properties, path)) return properties[path];
  const dot = path.lastIndexOf('.');
  if (dot < 0) return undefined;
  const around = declaredType(properties, path.slice(0, dot));
  return around === 'object' || around === 'list' || around === 'any' ? 'any' : undefined;
}
