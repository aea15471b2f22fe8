// Deploys the stacks to the emulator by the CDK's own command line, as a team does to its account.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ACCOUNT, REGION } from './emulator.ts';

const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
const run = promisify(execFile);

/** After this long (ms) a deployment hangs. */
const TOO_LONG = 300_000;

export type Deployment = {
  endpoint: string;
  stage: string;
  /** The folder of the journeys. */
  workflows: string;
  timeFactor: number;
  timeEpoch: number;
  doorEndpoint: string;
};

export async function bootstrap(endpoint: string): Promise<void> {
  // Elsewhere there is no cdk.json, and so no app to be made first.
  await runCdk(endpoint, ['bootstrap', `aws://${ACCOUNT}/${REGION}`], tmpdir());
}

/** What the stacks say of themselves. */
export type Outputs = { Endpoint: string; WriteKey: string };

export async function deploy({ endpoint, ...context }: Deployment): Promise<Outputs> {
  const output = mkdtempSync(join(tmpdir(), 'milepost-cdk-'));
  const outputs = join(output, 'outputs.json');
  const settings = Object.entries({ ...context, from: 'Shop <hello@example.com>' }).flatMap(
    ([name, value]) => ['--context', `${name}=${value}`],
  );
  try {
    await runCdk(endpoint, [
      'deploy',
      '--all',
      '--require-approval=never',
      `--app=${process.execPath} test/cloud/app.ts`,
      `--output=${output}`,
      `--outputs-file=${outputs}`,
      ...settings,
    ]);
    return JSON.parse(readFileSync(outputs, 'utf8'))[`Milepost-${context.stage}-Engine`];
  } finally {
    rmSync(output, { recursive: true });
  }
}

/** What the AWS SDK and the CDK find in their environment. */
export function awsEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}

async function runCdk(endpoint: string, args: string[], cwd = process.cwd()): Promise<void> {
  const env = {
    ...process.env,
    ...awsEnvironment(endpoint),
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    CDK_DISABLE_VERSION_CHECK: '1',
  };
  try {
    await run(process.execPath, [cdk, ...args, '--ci'], {
      cwd,
      env,
      maxBuffer: 64 * 1024 * 1024,
      timeout: TOO_LONG,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`cdk ${args[0]} failed:\n${stdout.slice(-4000)}\n${stderr.slice(-4000)}`);
  }
}
