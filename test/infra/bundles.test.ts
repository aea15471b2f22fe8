// The code of each function as it is deployed: small, since start-up time follows size, and complete, since nothing can
// be fetched once it runs.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEntries } from '../../lib/infra/bundle-entries.ts';
import { writeData } from '../../lib/infra/deployment-data.ts';
import { functionNames } from '../../lib/infra/permissions.ts';
import { asText, deployed, ofType, propertyOf, root } from './deployed.ts';

const MOST = 1_200_000;

describe('the code of functions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-bundles-'));
  const environments = new Map<string, Record<string, string>>();
  const codeOf = (name: string) => join(folder, `${name}.mjs`);

  beforeAll(async () => {
    const { engine, catalog, templates } = await deployed();
    for (const { Properties, Type } of ofType(engine, 'AWS::Lambda::Function').values()) {
      const variables = propertyOf({ Properties, Type }, 'Environment', 'Variables');
      const written = Object.entries(variables).map(([name, value]) => [name, asText(value)] as const);
      environments.set(String(Properties.FunctionName), Object.fromEntries(written));
    }
    await bundleEntries(root, folder);
    writeData({ catalog, templates }, folder);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(functionNames)('%s has at most 1.2 MB', (name) => {
    expect(statSync(codeOf(name)).size).toBeLessThan(MOST);
  });

  it('each starts with what its deployment gives it, and without a network', () => {
    const starts = join(folder, 'start.mjs');
    writeFileSync(
      starts,
      `import https from 'node:https';
       const request = https.request;
       for (const [file, environment] of JSON.parse(process.env.STARTS)) {
         for (const name of Object.keys(process.env)) if (name.startsWith('MILEPOST')) delete process.env[name];
         Object.assign(process.env, environment);
         const { handler } = await import(file);
         console.log(file.split('/').at(-1), typeof handler, https.request === request);
       }`,
    );
    const given = functionNames.map((name) => [codeOf(name), environments.get(`milepost-test-${name}`)]);
    const { stdout, stderr } = spawnSync('node', [starts], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        AWS_REGION: 'eu-west-1',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        STARTS: JSON.stringify(given),
      },
    });
    expect(stderr).toBe('');
    // What is traced are the calls to AWS; hosts of webhooks are sent no header of a trace.
    expect(stdout.trim().split('\n')).toEqual(functionNames.map((name) => `${name}.mjs function true`));
  });
});
