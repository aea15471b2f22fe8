// docs/journeys.md tells every field of the language, as the schemas have it. UPDATE_DOCS=1 writes the tables anew.

import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldTables } from '../../lib/journey/field-tables.ts';
import { generatedParts, readPage, regenerate, root } from './markdown.ts';

const PAGE = 'docs/journeys.md';
const tables = fieldTables();

test('the tables in docs/journeys.md are those of the schemas', () => {
  const fresh = regenerate(readPage(PAGE), tables);
  if (process.env.UPDATE_DOCS) writeFileSync(`${root}${PAGE}`, fresh);
  expect(readPage(PAGE), 'stale: run UPDATE_DOCS=1 npx vitest run test/docs').toBe(fresh);
});

test('every trigger, step and condition has its table', () => {
  expect(new Set(generatedParts(readPage(PAGE)))).toEqual(new Set(tables.keys()));
});

test('a field says what it takes, what it means, and whether it must be there', () => {
  expect(tables.get('condition message')).toBe(
    [
      '| field | value | meaning |',
      '| --- | --- | --- |',
      '| `message` | text | The id of a message step of this journey. **Required.** |',
      '| `was` | `"sent"`, `"delivered"`, `"opened"`, `"clicked"`, `"bounced"` or `"held"` | What became of it. **Required.** |',
    ].join('\n'),
  );
  expect(tables.get('journey')).toContain('| `exit[].outcome` | text | ');
  expect(tables.get('step wait')).toContain('Default: `"customer"`.');
});
