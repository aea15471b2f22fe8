// How large the functions' code is on AWS, and how long each takes to be imported, beside a handler that does nothing.
// Each import is in a process of its own, as a cold start is.

import { execFile } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadWorkflows } from '../../bin/workflows.ts';
import { bundleEntries } from '../../lib/infra/bundle-entries.ts';
import { writeData } from '../../lib/infra/deployment-data.ts';
import { environmentOf } from '../../lib/infra/environment.ts';
import { readSettings } from '../../lib/infra/settings.ts';
import { type Part, round } from '../part.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** How often each is imported, in turns, so that what else the machine does weighs on all alike. */
const TURNS = 9;

const IMPORT = `const begin = performance.now();
await import(process.argv[1]);
console.log(performance.now() - begin);`;

export const functions: Part = {
  about: 'size and import time of the functions on AWS',
  async run(folder) {
    const bundles = await bundleEntries(root, folder);
    const { catalog, templates } = await loadWorkflows(join(root, 'workflows'));
    writeData({ catalog, templates }, folder);
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, 'export const handler = async () => {};');
    const settings = readSettings((name) => ({ stage: 'bench', from: 'hello@shop.example' })[name]);
    const given = {
      settings,
      queueUrl: (queue: string) => queue,
      writeKeyArn: 'key',
      webhookSecretArn: 'secret',
      linkKeysArn: 'keys',
      publicUrl: 'https://news.shop.example',
      tombstoneSaltArn: 'salt',
    };
    const imports = [
      { name: 'nothing', file: empty, env: {} },
      ...[...bundles].map(([name, file]) => ({ name, file, env: environmentOf(name, given) })),
    ].map((one) => ({ ...one, millis: [] as number[] }));
    for (let turn = 0; turn < TURNS; turn++) {
      for (const { file, env, millis } of imports) {
        const options = { env: { ...env, AWS_REGION: 'eu-west-1' } };
        const { stdout } = await run(process.execPath, ['--input-type=module', '-e', IMPORT, file], options);
        millis.push(Number(stdout));
      }
    }
    const measured = imports.map(({ name, file, millis }) => {
      return { name, bytes: statSync(file).size, importMs: medianOf(millis) };
    });
    return {
      rows: measured.map(({ name, bytes, importMs }) => ({
        what: `function ${name}`,
        figure: `${round(importMs)} ms to import`,
        remark: `${round(bytes / 1000)} kB`,
      })),
      json: { turns: TURNS, functions: measured },
    };
  },
};

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
