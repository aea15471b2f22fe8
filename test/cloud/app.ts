// The CDK app as the emulator can take it: the stacks of bin/app.ts in compressed time, without what it lacks.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { loadWorkflows } from '../../bin/workflows.ts';
import { addMilepost } from '../../lib/infra/milepost.ts';
import { readSettings } from '../../lib/infra/settings.ts';
import { timeScale } from '../../lib/journey/compile/time-scale.ts';
import { leaveOutWhatIsLacking, rewriteMachines, spellOutPunctuation } from './emulator.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const app = new App();
const context = (name: string) => app.node.tryGetContext(name);
const scale = timeScale(Number(context('timeFactor')), Number(context('timeEpoch')));
const workflows = await loadWorkflows(context('workflows'), { timeScale: scale });
const catalog = rewriteMachines(workflows.catalog);

const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
try {
  const lambdas = { root, entries: join(root, 'bin', 'lambda') };
  addMilepost(app, { ...workflows, catalog, settings: readSettings(context), lambdas, folder });
  leaveOutWhatIsLacking(app);
  spellOutPunctuation(app);
  for (const construct of app.node.findAll()) {
    if (construct instanceof CfnFunction) tellTimeScale(construct);
    if (construct instanceof CfnQueue && construct.redrivePolicy) hurry(construct);
  }
  app.synth();
} finally {
  rmSync(folder, { recursive: true });
}

function tellTimeScale(lambda: CfnFunction): void {
  const { factor, epoch } = scale;
  lambda.addPropertyOverride('Environment.Variables.MILEPOST_TIME_SCALE', String(factor));
  lambda.addPropertyOverride('Environment.Variables.MILEPOST_TIME_EPOCH', String(epoch));
  // Calls to SES and SNS go past the tests, which answer some of them themselves.
  for (const service of ['SES', 'SNS']) {
    lambda.addPropertyOverride(
      `Environment.Variables.AWS_ENDPOINT_URL_${service}`,
      String(context('doorEndpoint')),
    );
  }
}

/** What failed comes again after seconds instead of minutes, and goes to the dead letters after fewer attempts. */
function hurry(queue: CfnQueue): void {
  queue.visibilityTimeout = 10;
  queue.addPropertyOverride('RedrivePolicy.maxReceiveCount', 3);
}
