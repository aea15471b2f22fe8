// The scenarios of workflows/tests, each a test of its own: what `milepost test` runs.

import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadScenarios } from '../../bin/scenarios.ts';
import { formatProblems } from '../../lib/journey/checks/problem.ts';

const { scenarios, problems } = await loadScenarios(
  fileURLToPath(new URL('../../workflows', import.meta.url)),
);
const byFile = Map.groupBy(scenarios, ({ file }) => basename(file));

test('the scenarios are written without a mistake', () => {
  expect(formatProblems(problems)).toBe('');
});

describe.each([...byFile])('%s', (_file, list) => {
  test.each(list)('$name', async ({ run }) => {
    expect((await run()).join('\n')).toBe('');
  });
});
