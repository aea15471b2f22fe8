// What a shell is told when somebody presses the tab key.

import { describe, expect, test } from 'vitest';
import { milepost } from './command-line.ts';

/** What the words before the cursor may become; the last may be begun, or empty. */
async function completions(...words: string[]): Promise<string[]> {
  const { stdout } = await milepost('complete', '--', ...words);
  return stdout.split('\n').flatMap((line) => (line.includes('\t') ? line.slice(0, line.indexOf('\t')) : []));
}

describe('the tab key completes', () => {
  test('commands', async () => {
    expect(await completions('va')).toEqual(['validate']);
    expect(await completions('machine', 'r')).toEqual(['run']);
    expect(await completions('runs', 'r')).toEqual(['redrive']);
  });

  test('options', async () => {
    expect(await completions('validate', '--s')).toEqual(['--strict']);
  });

  test('journeys and segments by their names', async () => {
    expect(await completions('compile', 'we')).toEqual(['welcome']);
    expect(await completions('segments', 'ch')).toEqual(['churned']);
    expect(await completions('runs', '--journey', 'we')).toEqual(['welcome']);
    expect(await completions('runs', 'redrive', '--journey', 'we')).toEqual(['welcome']);
  });

  test('messages by their folders', async () => {
    expect(await completions('preview', 'welcome/g')).toEqual(['welcome/greeting', 'welcome/guide']);
  });

  test('files and folders, down into them', async () => {
    expect(await completions('validate', 'workflows/we')).toEqual(['workflows/welcome.json']);
    expect(await completions('replay', '--events', 'package.')).toEqual(['package.json']);
    expect(await completions('machine', 'run', 'workf')).toContain('workflows/welcome.json');
    expect(await completions('validate', 'no/such/folder/')).toEqual([]);
  });
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('there is a script for %s', async (shell) => {
  const { stdout, exitCode } = await milepost('completion', shell);
  expect(stdout).toMatch(/milepost'? complete '?--/);
  expect(exitCode).toBe(0);
});

test('of another shell it is told which there are', async () => {
  const { stderr, exitCode } = await milepost('completion', 'tcsh');
  expect(stderr).toContain('Allowed choices are zsh, bash, fish, powershell.');
  expect(exitCode).toBe(1);
});
