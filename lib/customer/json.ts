// A JSON value: what events, profiles, templates and machines carry.

import * as z from 'zod';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any JSON value, under one name in every description that is made of it. */
export const JsonSchema: z.ZodType<Json> = z
  .union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.lazy(() => z.array(JsonSchema)),
    z.lazy(() => z.record(z.string(), JsonSchema)),
  ])
  .meta({ id: 'Json' });
