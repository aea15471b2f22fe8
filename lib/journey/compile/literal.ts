// A part of a journey as it stands in a machine's arguments: plain JSON, without what was left out.

import { z } from 'zod';
import type { JsonObject } from '../../customer/json.ts';

const ObjectSchema = z.record(z.string(), z.json());

export function literal(definition: object): JsonObject {
  return ObjectSchema.parse(JSON.parse(JSON.stringify(definition)));
}
