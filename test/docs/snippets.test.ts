// What the pages show can be run: their JSON is of the language, their commands and files exist.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createProgram } from '../../bin/program.ts';
import { EventInputSchema } from '../../lib/customer/event.ts';
import { isObject } from '../../lib/customer/json.ts';
import { CustomerSchema } from '../../lib/customer/profile.ts';
import { readWorkflows } from '../../lib/embedded/files/read-workflows.ts';
import { formatProblems } from '../../lib/journey/checks/problem.ts';
import { validateJourney } from '../../lib/journey/checks/validate-journey.ts';
import { ConditionSchema, conditionKinds } from '../../lib/journey/condition/condition.ts';
import { DeclaredEventsSchema } from '../../lib/journey/declared-events.ts';
import { DeliverabilitySchema } from '../../lib/journey/deliverability/settings.ts';
import { JourneySchema } from '../../lib/journey/journey.ts';
import { ReferenceSchema } from '../../lib/journey/reference.ts';
import { RetentionSchema } from '../../lib/journey/retention.ts';
import {
  ExpectedMessageSchema,
  ScenarioEventSchema,
  ScenarioFileSchema,
  ScenarioSchema,
} from '../../lib/journey/scenarios/scenario.ts';
import { SegmentSchema } from '../../lib/journey/segments/segment.ts';
import { SendingRulesSchema } from '../../lib/journey/sending/sending-rules.ts';
import { StepSchema } from '../../lib/journey/steps/index.ts';
import { CompanySchema } from '../../lib/journey/templates/company.ts';
import { SampleSchema } from '../../lib/journey/templates/sample.ts';
import { TiersSchema } from '../../lib/journey/tiers.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { type Block, blocksIn, jsonWithinLines, pages, pathsIn, root } from './markdown.ts';

const workflows = await readWorkflows(join(root, 'workflows'));

describe('the JSON in the pages', () => {
  test.each(blocksIn('json').map((block) => [`${block.page}:${block.line}`, block] as const))(
    '%s is valid',
    check,
  );

  test.each(pages)('%s shows valid JSON within its lines', (page) => {
    for (const text of jsonWithinLines(page))
      expect(() => schemaFor(JSON.parse(text)).parse(JSON.parse(text)), text).not.toThrow();
  });

  function check(place: string, { text }: Block) {
    const value: unknown = JSON.parse(text);
    if (isObject(value) && 'trigger' in value && 'steps' in value) {
      const { problems } = validateJourney(text, { ...workflows, file: place });
      expect(formatProblems(problems)).toBe('');
      return;
    }
    const parsed = schemaFor(value).safeParse(value);
    expect(parsed.error && z.prettifyError(parsed.error)).toBeUndefined();
  }

  /** What a block that is no whole journey shows, by its look. */
  function schemaFor(value: unknown): z.ZodType {
    if (Array.isArray(value))
      return value.some((item) => 'orders' in item) ? TiersSchema : z.array(schemaFor(value[0]));
    if (!isObject(value)) throw new Error('a block shows an object or a list');
    if ('scenarios' in value) return ScenarioFileSchema;
    if ('address' in value) return CompanySchema;
    if ('locales' in value) return SampleSchema;
    if ('when' in value && 'name' in value) return SegmentSchema;
    if ('softBounces' in value || 'rates' in value || 'pause' in value) return DeliverabilitySchema;
    if ('contents' in value) return RetentionSchema;
    if ('caps' in value || 'quietHours' in value) return SendingRulesSchema;
    if ('template' in value && !('type' in value)) return ExpectedMessageSchema;
    if ('after' in value) return ScenarioEventSchema.or(ScenarioSchema.shape.until.unwrap());
    if ('customerId' in value) return EventInputSchema.partial({ id: true, at: true });
    if ('consent' in value && isObject(value.consent)) return CustomerSchema;
    if (Object.values(value).some((item) => isObject(item) && 'properties' in item))
      return DeclaredEventsSchema;
    if ('type' in value) return StepSchema;
    if ('ref' in value) return ReferenceSchema;
    const isCondition = Object.keys(conditionKinds).some((kind) => kind in value && !isObject(value.trigger));
    return isCondition ? ConditionSchema : JourneySchema.partial();
  }
});

describe('the commands in the pages', () => {
  const commands = new Map(createProgram().commands.map((command) => [command.name(), command]));

  test.each(linesOf('npx milepost '))('%s exists, with its options', (_place, [name = '', ...words]) => {
    const command = commands.get(name);
    expect([...commands.keys()]).toContain(name);
    const known = [command, ...(command?.commands ?? [])].flatMap((one) => optionsOf(one));
    for (const word of words.filter((one) => one.startsWith('--'))) expect(known).toContain(word);
  });

  test.each(linesOf('npm run '))('%s is a script', (_place, [script = '']) => {
    expect(Object.keys(packageJson.scripts)).toContain(script);
  });

  function optionsOf(command: Command | undefined): string[] {
    return (command?.options ?? []).flatMap((option) => option.long ?? []);
  }

  /** The words behind a command, with its place. */
  function linesOf(begin: string): [string, string[]][] {
    return blocksIn('sh').flatMap(({ page, line, text }) =>
      text
        .replaceAll('\\\n', ' ')
        .split(/\n|&&|\|/)
        .filter((part) => part.includes(begin))
        .map((part): [string, string[]] => {
          const words = part.slice(part.indexOf(begin) + begin.length).split(/\s+/);
          return [`${page}:${line} ${begin}${words[0]}`, words];
        }),
    );
  }
});

/** Settings that a shop writes if it wants others than those that hold without. */
const OF_ONES_OWN = ['workflows/deliverability.json', 'workflows/retention.json'];

test.each(pages)('%s names no file that is not there', (page) => {
  const missing = pathsIn(page).filter((path) => !isThere(join(root, path)));
  expect(missing.filter((path) => !OF_ONES_OWN.includes(path))).toEqual([]);
});

/** An empty folder is not in a clone. */
function isThere(path: string): boolean {
  return existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0);
}
