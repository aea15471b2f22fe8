// What somebody sees who does not know the commands yet.

import { expect, test } from 'vitest';
import { createProgram, withSubcommands } from '../../bin/program.ts';
import { milepost } from './command-line.ts';

/** Without the hidden one by which shells ask. */
const forPeople = createProgram().commands.filter((command) => command.name() !== 'complete');
const commands = withSubcommands(forPeople).map((command) => {
  const parent = command.parent?.name();
  return parent === undefined || parent === 'milepost' ? [command.name()] : [parent, command.name()];
});

test.each(commands)('the help of "%s %s" ends with an example', async (...names) => {
  const words = names.filter((name) => typeof name === 'string');
  const { stdout, exitCode } = await milepost(...words, '--help');
  expect(stdout).toMatch(/Examples?:\n {2}milepost .+\n?/);
  expect(exitCode).toBe(0);
});

test('a mistyped command gets the nearest one, and exit code 1', async () => {
  const { stderr, exitCode } = await milepost('validat');
  expect(stderr).toBe("error: unknown command 'validat'\n(Did you mean validate?)\n");
  expect(exitCode).toBe(1);
});

test('a missing option is named, with where to read on', async () => {
  const { stderr, exitCode } = await milepost('replay');
  expect(stderr).toBe(
    "error: required option '--events <files...>' not specified\n(milepost replay --help tells more)\n",
  );
  expect(exitCode).toBe(1);
});

test.each([
  [['demo', '--seed', 'x'], "error: option '--seed <number>' argument 'x' is invalid."],
  [['demo', '--customers', '0'], 'It must be a whole number, 1 to 100000.'],
  [['messages', '--limit', '-3'], 'It must be a whole number, 1 or more.'],
  [['serve', '--port', '65536'], 'It must be a whole number, 0 to 65535.'],
])('%j is refused with what it must be', async (args, told) => {
  const { stderr, exitCode } = await milepost(...args);
  expect(stderr).toContain(told);
  expect(exitCode).toBe(1);
});
