// The tables of docs/journeys.md, made from the schemas that check journeys: a field cannot be there and not be told.

import * as z from 'zod';
import { conditionKinds } from './condition/condition.ts';
import { ComparisonSchema } from './condition/operators.ts';
import { JourneySchema } from './journey.ts';
import { SegmentSchema } from './segments/segment.ts';
import { steps } from './steps/index.ts';
import { commonFields } from './steps/step.ts';
import { triggers } from './triggers/index.ts';
import { type Definitions, follow, itemOf, type SchemaNode, valueWords } from './value-words.ts';

/** Markdown tables by name: `journey`, `step`, `step message`, `trigger event`, `condition event`, `operators` … */
export function fieldTables(): Map<string, string> {
  const ofEveryStep = Object.keys(commonFields);
  const operators = Object.keys(ComparisonSchema.shape);
  const tables = new Map<string, string>();
  const add = (name: string, schema: z.ZodType, toldElsewhere: readonly string[] = []) =>
    tables.set(name, tableOf(schema, toldElsewhere));
  add('journey', JourneySchema, ['$schema']);
  add('step', z.strictObject(commonFields));
  for (const [type, { schema }] of Object.entries(steps)) add(`step ${type}`, schema, ofEveryStep);
  for (const [type, { schema }] of Object.entries(triggers)) add(`trigger ${type}`, schema);
  for (const [kind, schema] of Object.entries(conditionKinds)) add(`condition ${kind}`, schema, operators);
  add('operators', ComparisonSchema);
  add('segment', SegmentSchema, ['$schema']);
  return tables;
}

/** `toldElsewhere` are fields that are left out, unless this schema requires them. */
function tableOf(schema: z.ZodType, toldElsewhere: readonly string[]): string {
  const root = z.toJSONSchema(schema, { io: 'input' });
  const definitions = root.$defs ?? {};
  const { node } = follow(root, definitions);
  const optional = toldElsewhere.filter((name) => !node.required?.includes(name));
  const rows = [...rowsOf(node, definitions, '', ['type', ...optional])];
  if (rows.length === 0) return 'It has no fields of its own.';
  return ['| field | value | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function* rowsOf(
  { properties = {}, required = [] }: SchemaNode,
  definitions: Definitions,
  within: string,
  without: readonly string[],
): Generator<string> {
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property === 'boolean' || without.includes(name)) continue;
    const { node } = follow(property, definitions);
    const meaning = [property.description ?? node.description, noteOf(property, required.includes(name))];
    const told = meaning.filter((part) => part !== undefined).join(' ');
    // An inner field without a word about it stands in the value of the field around it.
    if (within === '' || told !== '') {
      yield `| \`${within}${name}\` | ${forMarkdown(valueWords(property, definitions))} | ${forMarkdown(told)} |`;
    }
    const item = itemOf(node);
    if (node.properties && !property.$ref) yield* rowsOf(node, definitions, `${within}${name}.`, []);
    else if (item?.properties) yield* rowsOf(item, definitions, `${within}${name}[].`, []);
  }
}

function noteOf({ default: standard }: SchemaNode, isRequired: boolean): string | undefined {
  if (isRequired) return '**Required.**';
  return standard === undefined ? undefined : `Default: \`${JSON.stringify(standard)}\`.`;
}

/** What Markdown would take for a column or a tag. */
function forMarkdown(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '\\<');
}
