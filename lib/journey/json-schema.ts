// The JSON Schemas by which editors help to write what marketers write in JSON, made from the schemas that check it.

import * as z from 'zod';
import { DeliverabilitySchema } from './deliverability/settings.ts';
import { JourneySchema } from './journey.ts';
import { RetentionSchema } from './retention.ts';
import { ScenarioFileSchema } from './scenarios/scenario.ts';
import { SegmentSchema } from './segments/segment.ts';
import { SendingRulesSchema } from './sending/sending-rules.ts';
import { CompanySchema } from './templates/company.ts';
import { SampleSchema } from './templates/sample.ts';

/** The text of `workflows/journey.schema.json`; the same schema always gives the same text. */
export function journeyJsonSchema(): string {
  return textOf('A customer journey for Milepost', JourneySchema);
}

/** The text of `workflows/segments/segment.schema.json`. */
export function segmentJsonSchema(): string {
  return textOf('A segment of customers for Milepost', SegmentSchema);
}

/** The text of `workflows/tests/scenario.schema.json`. */
export function scenarioJsonSchema(): string {
  return textOf('Tests of customer journeys for Milepost', ScenarioFileSchema);
}

/** The text of `workflows/sending.schema.json`. */
export function sendingJsonSchema(): string {
  return textOf('How often and when Milepost writes to customers', SendingRulesSchema);
}

/** The text of `workflows/retention.schema.json`. */
export function retentionJsonSchema(): string {
  return textOf('How long Milepost keeps what it records', RetentionSchema);
}

/** The text of `workflows/deliverability.schema.json`. */
export function deliverabilityJsonSchema(): string {
  return textOf('When Milepost stops writing to an address, and marketing pauses', DeliverabilitySchema);
}

/** The text of `workflows/templates/company.schema.json`. */
export function companyJsonSchema(): string {
  return textOf('The company that Milepost writes for', CompanySchema);
}

/** The text of `workflows/templates/sample.schema.json`. */
export function sampleJsonSchema(): string {
  return textOf('A sample for a message of Milepost', SampleSchema);
}

function textOf(title: string, schema: z.ZodType): string {
  const text = JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2);
  return `${shortListsOnOneLine(text)}\n`;
}

const LINE_WIDTH = 110;
const LIST_OF_VALUES = /^(.*)\[\n((?: *(?:"(?:[^"\\]|\\.)*"|[\d.-]+),?\n)+) *\](,?)$/gm;

/** As the formatter has them, so that the file passes the linter. */
function shortListsOnOneLine(text: string): string {
  return text.replace(LIST_OF_VALUES, (long: string, before: string, items: string, comma: string) => {
    const values = items
      .trim()
      .split(/,?\n */)
      .join(', ');
    const line = `${before}[${values}]${comma}`;
    return line.length <= LINE_WIDTH ? line : long;
  });
}
