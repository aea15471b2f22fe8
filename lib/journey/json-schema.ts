// The JSON Schema by which editors help to write journeys, made from the schema that checks them.

import { z } from 'zod';
import { JourneySchema } from './journey.ts';

/** The text of `workflows/journey.schema.json`; the same schema always gives the same text. */
export function journeyJsonSchema(): string {
  const schema = z.toJSONSchema(JourneySchema, { io: 'input' });
  return `${JSON.stringify({ title: 'A customer journey for Milepost', ...schema }, null, 2)}\n`;
}
