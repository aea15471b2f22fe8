// The CDK app: `cdk synth` and `cdk deploy` run it (cdk.json). It holds the journeys' machines and queues; the stage
// comes from the context (`--context stage=prod`).

import { App } from 'aws-cdk-lib';
import { JourneysStack } from '../lib/infra/journeys-stack.ts';
import { loadWorkflows } from './workflows.ts';

const app = new App();
const stage: unknown = app.node.tryGetContext('stage') ?? 'dev';
if (typeof stage !== 'string' || !/^[a-z][a-z0-9]{0,19}$/.test(stage)) {
  throw new Error(
    `the stage is ${JSON.stringify(stage)}; it must be lower-case letters and digits, at most 20`,
  );
}
const { catalog } = await loadWorkflows('workflows');
new JourneysStack(app, `Milepost-${stage}-Journeys`, { catalog, stage });
app.synth();
