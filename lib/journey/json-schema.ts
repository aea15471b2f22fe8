// The JSON Schema by which editors help to write journeys, made from the schema that checks them.

import { z } from 'zod';
import { JourneySchema } from './journey.ts';

/** The text of `workflows/journey.schema.json`; the same schema always gives the same text. */
export function journeyJsonSchema(): string {
  const schema = z.toJSONSchema(JourneySchema, { io: 'input' });
  const text = JSON.stringify({ title: 'A customer journey for Milepost', ...schema }, null, 2);
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
