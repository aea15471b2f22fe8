// Colours are for terminals: what a script or a log reads is plain text.

import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('what goes into a pipe is plain text, on a build server, too', () => {
  const environment: NodeJS.ProcessEnv = { ...process.env, CI: 'true' };
  delete environment.FORCE_COLOR;
  const told = execFileSync(process.execPath, ['bin/milepost', 'validate'], {
    env: environment,
    encoding: 'utf8',
  });
  expect(told).toMatch(/^\d journeys are valid\n/);
  expect(told).not.toContain('\u001b');
});
