import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runMachine } from '../../../lib/embedded/asl/run-machine.ts';

const FOLDER = new URL('../../../../shared/data/asl-histories/', import.meta.url);

const CaseSchema = z.object({
  id: z.string(),
  definition: z.unknown(),
  input: z.json(),
  mocks: z.unknown().optional(),
  case: z.string().optional(),
  expected: z.object({
    status: z.string(),
    output: z.json().optional(),
    error: z.string().optional(),
    cause: z.string().nullish(),
    events: z.array(z.looseObject({ id: z.number(), previousEventId: z.number(), type: z.string() })),
  }),
});

const cases = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.json'))
      .map((name) => CaseSchema.parse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))))
  : [];

/** Time-outs are mocked as errors: a …TimedOut and a …Failed event count as equal. */
const typesOf = (events: readonly { type: string }[]) =>
  events.map(({ type }) => type.replace(/(Task|LambdaFunction)TimedOut/, '$1Failed'));

/** Some recordings hold placeholders (a date, the spaces of a cause) where the run has the value. */
const withoutPlaceholders = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (name, part: unknown) =>
      name === 'TimestampValue' ? 'date' : name === 'Cause' ? compact(String(part)) : part,
    ),
  );

const compact = (text: string) => (text.startsWith('{') ? JSON.stringify(JSON.parse(text)) : text);

/** Details that AWS's recordings replaced, or that only AWS knows. */
const IGNORED = new Set(['roleArn', 'TaskToken', 'timestamp', 'input', 'output', 'parameters']);

const detailsOf = (event: object) =>
  Object.fromEntries(Object.entries(event).filter(([name]) => !IGNORED.has(name)));

describe.skipIf(cases.length === 0)(
  'machines run as AWS recorded them (skipped where ../shared/data/asl-histories is absent)',
  () => {
    test('there are 66 recordings', () => {
      expect(cases).toHaveLength(66);
    });

    test.each(cases.map((each) => [each.id, each] as const))('%s', async (_id, recorded) => {
      const { expected } = recorded;
      const result = await runMachine({
        definition: recorded.definition,
        input: recorded.input,
        mocks: recorded.mocks,
        ...(recorded.case === undefined ? {} : { testCase: recorded.case }),
      });
      expect(result.status).toBe(expected.status);
      expect(typesOf(result.events)).toEqual(typesOf(expected.events));
      if (result.status === 'SUCCEEDED') {
        expect(withoutPlaceholders(result.output)).toEqual(withoutPlaceholders(expected.output));
      } else {
        expect(result.error).toBe(expected.error);
        expect(result.cause ?? null).toBe(expected.cause ?? null);
      }
      expect(result.events.map(detailsOf)).toEqual(expected.events.map(detailsOf));
    });
  },
);
