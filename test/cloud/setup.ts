// Before all tests: the emulator is installed and started, and Milepost is deployed to it twice, at two speeds.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import type { TestProject } from 'vitest/node';
import { names } from '../../lib/infra/names.ts';
import { bootstrap, deploy } from './deploy.ts';
import { openDoor } from './door.ts';
import { installEmulator, REGION, startEmulator } from './emulator.ts';
import type { StageName } from './stage.ts';
import { writeDays, writeHours } from './workflows.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SPEEDS: Record<StageName, number> = { days: DAY / 2000, hours: HOUR / 8000 };

export default async function setup(project: TestProject) {
  const missing = await installEmulator();
  if (missing !== undefined) {
    console.warn(`the tests in the cloud are skipped: ${missing}`);
    project.provide('cloud', null);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'milepost-cloud-'));
  const logFile = join(folder, 'emulator.log');
  const emulator = await startEmulator(logFile);
  const { endpoint } = emulator;
  const door = await openDoor(endpoint);
  const config = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  // As docs/aws.md says: the domain first, then the stacks.
  await new SESClient(config).send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
  await bootstrap(endpoint);
  const timeEpoch = Date.now();
  const stages = {
    days: { workflows: writeDays(join(folder, 'days')), timeFactor: SPEEDS.days, timeEpoch },
    hours: { workflows: writeHours(join(folder, 'hours')), timeFactor: SPEEDS.hours, timeEpoch },
  };
  const doorEndpoint = door.endpoint;
  const stageNames: StageName[] = ['days', 'hours'];
  const outputs = await deploy({ endpoint, doorEndpoint, stage: 'days', ...stages.days });
  await deploy({ endpoint, doorEndpoint, stage: 'hours', ...stages.hours });
  const stopSweeping = sweepOften(new LambdaClient(config), stageNames);
  project.provide('cloud', { endpoint, doorEndpoint, stages, outputs });
  return async () => {
    await stopSweeping();
    door.close();
    await emulator.stop();
    rmSync(folder, { recursive: true });
  };
}

/** The schedule's minute is half a month where a day takes two seconds: so the tests sweep in between, too. */
function sweepOften(lambda: LambdaClient, stages: readonly string[]): () => Promise<void> {
  let isOver = false;
  const sweeping = (async () => {
    while (!isOver) {
      for (const stage of stages) {
        const FunctionName = names.function(stage, 'sweep-due');
        await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
      }
      await new Promise((later) => setTimeout(later, 500));
    }
  })();
  return async () => {
    isOver = true;
    await sweeping;
  };
}
