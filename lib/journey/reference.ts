// A `ref`: a value taken from the customer, from the event that started the run, or from a webhook's answer.

import * as z from 'zod';
import { isObject, type Json, type JsonObject } from '../customer/json.ts';

const REFERENCE = /^(customer|trigger|webhook)(\.[^.\s]+)+$/;

export const ReferenceSchema = z
  .strictObject({
    ref: z
      .string()
      .regex(REFERENCE, 'must be "customer.<attribute>", "trigger.<property>" or "webhook.<step>.<field>"'),
  })
  .meta({
    id: 'reference',
    description:
      'A value of the customer (customer.<attribute>), of the starting event (trigger.<property>) or of a webhook’s answer (webhook.<step>.<field>).',
  });

export type Reference = z.infer<typeof ReferenceSchema>;

/**
 * What references are read from: the customer's attributes (derived ones included), the trigger's properties, and the
 * answers of the run's webhooks by step.
 */
export type Referable = { customer: Json; trigger: Json; webhook?: JsonObject };

export function isReference(value: unknown): value is Reference {
  return isObject(value) && typeof value.ref === 'string' && Object.keys(value).length === 1;
}

/** The value that a reference names; undefined where there is none. */
export function resolveReference(reference: Reference, from: Referable): Json | undefined {
  return readPath(
    { customer: from.customer, trigger: from.trigger, webhook: from.webhook ?? null },
    reference.ref,
  );
}

/** A value with every reference in it replaced; a reference to nothing leaves its property out. */
export function resolveValue(value: unknown, from: Referable): Json | undefined {
  if (isReference(value)) return resolveReference(value, from);
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, from) ?? null);
  if (!isObject(value)) return value as Json;
  const resolved: Record<string, Json> = {};
  for (const [name, item] of Object.entries(value)) {
    const known = resolveValue(item, from);
    if (known !== undefined) resolved[name] = known;
  }
  return resolved;
}

/** The value at a dotted path, an attribute whose name itself has dots coming first; null counts as missing. */
export function readPath(value: Json | undefined, path: string): Json | undefined {
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path] ?? undefined;
  const dot = path.indexOf('.');
  if (dot < 0) return undefined;
  const head = path.slice(0, dot);
  return Object.hasOwn(value, head) ? readPath(value[head], path.slice(dot + 1)) : undefined;
}
