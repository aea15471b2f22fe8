import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject } from '../../../lib/customer/json.ts';
import { hasErrors } from '../../../lib/journey/checks/problem.ts';
import { validateJourney } from '../../../lib/journey/checks/validate-journey.ts';
import { JourneySchema } from '../../../lib/journey/journey.ts';
import { shop } from './say.ts';

const journeys = ['welcome', 'follow-up', 'tier-sprint'].map((name): unknown =>
  JSON.parse(readFileSync(new URL(`../../../workflows/${name}.json`, import.meta.url), 'utf8')),
);

/** The value with the field or item at one place of it replaced, taken out or put in. */
function changed(value: unknown, way: number[], put: unknown): unknown {
  const [turn = 0, ...rest] = way;
  const isList = Array.isArray(value);
  if (rest.length === 0 || (!isObject(value) && !isList)) return put;
  const entries = Object.entries(value);
  const at = turn % (entries.length + 1);
  const [name] = entries[at] ?? ['extra', undefined];
  const kept = entries.map(([key, inner], i) => [key, i === at ? changed(inner, rest, put) : inner] as const);
  if (at === entries.length) kept.push([name, put]);
  return isList ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
}

const put = fc.oneof(
  fc.constantFrom(undefined, null, {}, [], '', 0, -1, true, 'email', 'P3D', { type: 'wait' }, { ref: 'x' }),
  fc.constantFrom(
    { all: [] },
    { attribute: 'x' },
    { event: 'x', count: { gt: 'x' } },
    [{ type: 'exit' }],
    ['mon'],
  ),
  fc.jsonValue(),
);

test('whatever stands in a journey, validation answers, and refuses what the schema refuses', () => {
  const way = fc.array(fc.nat(20), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.constantFrom(...journeys),
      fc.array(fc.tuple(way, put), { maxLength: 4 }),
      (journey, changes) => {
        const source = changes.reduce((value, [path, what]) => changed(value, path, what), journey);
        const text = JSON.stringify(source) ?? 'null';
        const { journey: accepted, problems } = validateJourney(text, { ...shop, file: 'a.json' });
        expect(accepted === undefined).toBe(hasErrors(problems));
        if (!JourneySchema.safeParse(JSON.parse(text)).success) expect(hasErrors(problems)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);
