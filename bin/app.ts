// The CDK app: `cdk synth` and `cdk deploy` run it (cdk.json). The settings come from the context (`--context
// stage=prod`), the journeys from workflows/.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { refuseCycle } from '../lib/infra/cycles.ts';
import { addMilepost } from '../lib/infra/milepost.ts';
import { checkWithNag } from '../lib/infra/nag.ts';
import { readSettings } from '../lib/infra/settings.ts';
import { loadWorkflows } from './workflows.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const app = new App();
const settings = readSettings((name) => app.node.tryGetContext(name));
const { webhookHosts } = settings;
const { catalog, templates, events, retention } = await loadWorkflows(join(root, 'workflows'), {
  webhookHosts,
});

const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
try {
  const lambdas = { root, entries: join(root, 'bin', 'lambda') };
  addMilepost(app, { settings, catalog, templates, events, retention, lambdas, folder });
  checkWithNag(app);
  for (const { stackName, template } of app.synth().stacks) refuseCycle(stackName, template);
} finally {
  rmSync(folder, { recursive: true });
}
