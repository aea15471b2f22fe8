import { expect, test } from 'vitest';
import { formatProblems } from '../../../lib/journey/checks/problem.ts';
import { readDeclaration } from '../../../lib/journey/checks/read-declaration.ts';
import { validateSet } from '../../../lib/journey/checks/validate-set.ts';
import { DeclaredEventsSchema } from '../../../lib/journey/declared-events.ts';
import { TiersSchema } from '../../../lib/journey/tiers.ts';
import { emit, shop } from './say.ts';

const journey = (id: string) => JSON.stringify({ id, trigger: { type: 'api' }, steps: [emit] });

test('journeys with different ids go together', () => {
  const { journeys, problems } = validateSet(
    [
      { file: 'a.json', text: journey('a') },
      { file: 'b.json', text: journey('b') },
    ],
    shop,
  );
  expect(journeys.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(problems).toEqual([]);
});

test('two journeys may not have the same id, and a flawed one hides no other', () => {
  const { journeys, problems } = validateSet(
    [
      { file: 'a.json', text: journey('a') },
      { file: 'copy.json', text: journey('a') },
      { file: 'flawed.json', text: '{' },
      { file: 'b.json', text: journey('b') },
    ],
    shop,
  );
  expect(journeys.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(formatProblems(problems).split('\n')).toEqual([
    'copy.json: id: "a" is also the id of the journey in a.json; give each journey an id of its own',
    'flawed.json: is not JSON: line 1, column 2: the file ends too early: the } is missing for line 1',
  ]);
});

test('declared events are checked in the same words', () => {
  const text = '{"order.placed": {"properties": {"total": "numbr"}}, "x": {"propertys": {}}}';
  expect(
    formatProblems(readDeclaration('events.json', text, DeclaredEventsSchema).problems).split('\n'),
  ).toEqual([
    'events.json: ["order.placed"].properties.total: is "numbr", which is not allowed here (allowed: string, number, boolean, date, list, object, any; did you mean "number"?)',
    'events.json: x.propertys: "propertys" is not a field here (allowed: description, properties, elsewhere; did you mean "properties"?)',
  ]);
});

test('tiers are checked in the same words', () => {
  const read = (text: string) => formatProblems(readDeclaration('tiers.json', text, TiersSchema).problems);
  expect(read('[{"name": "silver", "orders": 5}, {"name": "gold", "orders": 5}]')).toBe(
    'tiers.json: must go up: lowest tier first, each needing more orders than the one before',
  );
  expect(read('[{"name": "silver", "order": 5}]')).toBe(
    'tiers.json: [0].order: "order" is not a field here (allowed: name, orders; did you mean "orders"?)',
  );
});
