// Milepost as two stacks: what must outlive every deployment, and the engine.

import { Annotations, type App, type Environment } from 'aws-cdk-lib';
import { catalogVersionOf, type DeploymentData, writeData } from './deployment-data.ts';
import { EngineStack } from './engine-stack.ts';
import type { Lambdas } from './milepost-function.ts';
import { addressOf, type Settings } from './settings.ts';
import { StatefulStack } from './stateful-stack.ts';

export type MilepostProps = DeploymentData & {
  settings: Settings;
  lambdas: Omit<Lambdas, 'files'>;
  /** An empty folder, for files on their way into the assembly; it may go once that is made. */
  folder: string;
  /** The account and region; left out, those of whoever deploys. */
  env?: Environment;
};

export type Milepost = { stateful: StatefulStack; engine: EngineStack };

export function addMilepost(app: App, { settings, folder, env, ...props }: MilepostProps): Milepost {
  const common = { settings, ...(env && { env }) };
  const name = `Milepost-${settings.stage}`;
  const stateful = new StatefulStack(app, `${name}-Stateful`, {
    ...common,
    description: 'Milepost: what is kept of customers, and their events',
  });
  const engine = new EngineStack(app, `${name}-Engine`, {
    ...common,
    description: 'Milepost: the engine that runs journeys',
    catalog: props.catalog,
    catalogVersion: catalogVersionOf(props),
    lambdas: { ...props.lambdas, files: writeData(props, folder) },
    folder,
    writeKeyArn: stateful.writeKey.secretArn,
    webhookSecretArn: stateful.webhookSecret.secretArn,
    linkKeysArn: stateful.linkKeys.secretArn,
    tombstoneSaltArn: stateful.tombstoneSalt.secretArn,
    retention: props.retention,
  });
  // The engine names the table and the bus, and does not ask whether they are there.
  engine.addStackDependency(stateful);
  warnOfExample(engine, settings.from);
  return { stateful, engine };
}

function warnOfExample(engine: EngineStack, from: string): void {
  const address = addressOf(from);
  if (!/[@.]example\.(com|net|org)$/.test(address)) return;
  const told = `e-mails would come from ${address}, which SES refuses; set "from" in cdk.json or by --context`;
  Annotations.of(engine).addWarningV2('milepost:from', told);
}
