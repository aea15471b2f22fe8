import { describe, expect, test } from 'vitest';
import { formatProblems } from '../../../lib/journey/checks/problem.ts';
import { validateJourney } from '../../../lib/journey/checks/validate-journey.ts';
import { shop } from './say.ts';

function problemsOf(text: string) {
  return validateJourney(text, { ...shop, file: 'a.json' }).problems;
}

describe('a file that is no JSON is told where, and what to write', () => {
  test.each([
    ['an empty file', '', 'line 1, column 1: the file is empty'],
    ['a comma at the end', '{"id": "a",\n}', 'line 1, column 11: a comma too much: nothing follows it but }'],
    [
      'a forgotten comma',
      '{\n  "id": "a"\n  "name": "b"\n}',
      'line 3, column 3: a comma is missing before "name"',
    ],
    [
      'single quotes',
      "{'id': 'a'}",
      'line 1, column 2: a name in double quotes must stand here, and not \'; write plain double quotes: "',
    ],
    [
      'quotes of a text processor',
      '{"id": “a”}',
      'line 1, column 8: a value must stand here, and not “; write plain double quotes: "',
    ],
    [
      'a comment',
      '// mine\n{}',
      'line 1, column 1: a value must stand here, and not /; JSON has no comments: use "description"',
    ],
    [
      'a word without quotes',
      '{"id": welcome}',
      'line 1, column 8: a value must stand here, and not welcome; texts stand in double quotes',
    ],
    ['a forgotten colon', '{"id" "a"}', 'line 1, column 7: a colon is missing after "id"'],
    [
      'a forgotten bracket',
      '{\n"steps": [\n{}',
      'line 3, column 3: the file ends too early: the ] is missing for line 2',
    ],
    [
      'a brace too much',
      '{}}',
      'line 1, column 3: there is more after the end: }; is a brace closed too early?',
    ],
    [
      'a text over two lines',
      '{"id": "a\nb"}',
      'line 1, column 8: a text is not closed on its line: "a; end it with "',
    ],
    ['nesting without end', '['.repeat(1000), 'line 1, column 202: is nested more than 200 deep'],
  ])('%s', (_name, text, expected) => {
    expect(formatProblems(problemsOf(text))).toBe(`a.json: is not JSON: ${expected}`);
  });
});

test('a field that is written twice is an error, though JSON would take the last', () => {
  const text =
    '{"id": "a", "trigger": {"type": "api"}, "steps": [{"type": "emit", "event": "x", "event": "y"}]}';
  expect(formatProblems(problemsOf(text))).toBe(
    'a.json: steps[0].event: is written twice in the same braces, and only one would count; take one away',
  );
});

test('a problem carries the line of what it is about, or of what lacks it', () => {
  const text =
    '{\n"id": "a",\n"trigger": {"type": "api"},\n"steps": [\n{"type": "emit"},\n{"type": "emit", "event": 3}\n]\n}';
  expect(problemsOf(text).map(({ path, line }) => [path, line])).toEqual([
    ['steps[0].event', 5],
    ['steps[1].event', 6],
  ]);
});

test('a file that begins with a byte-order mark is read', () => {
  const text = '\uFEFF{"id": "a", "trigger": {"type": "api"}, "steps": [{"type": "emit", "event": "x"}]}';
  expect(validateJourney(text, { ...shop, file: 'a.json' }).journey?.id).toBe('a');
});

test('a file that is JSON, but no object', () => {
  expect(formatProblems(problemsOf('[]'))).toBe('a.json: must be an object in braces, and is an empty list');
});

test('problems are printed by file, one line each', () => {
  const text = formatProblems([
    { file: 'a.json', path: 'id', message: 'is missing', severity: 'error' },
    { file: 'b.json', path: '', message: 'is empty', severity: 'error' },
    {
      file: 'a.json',
      path: 'steps[0].where["order.id"]',
      message: 'never matches',
      severity: 'warning',
      allowed: ['x', 'y'],
      didYouMean: 'x',
    },
  ]);
  expect(text.split('\n')).toEqual([
    'a.json: id: is missing',
    'a.json: steps[0].where["order.id"]: warning: never matches (allowed: x, y; did you mean "x"?)',
    'b.json: is empty',
  ]);
});
