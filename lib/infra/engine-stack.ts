// The engine: everything that can be thrown away and made anew from the code, the journeys and the settings.

import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { machineArn } from '../aws/names.ts';
import type { Catalog } from '../journey/catalog.ts';
import type { Retention } from '../journey/retention.ts';
import { Alarms } from './alarms/alarms.ts';
import { pauseRule, reputationRules } from './alarms/deliverability-rules.ts';
import { functionRules, runSweepRule, sweepRule } from './alarms/function-rules.ts';
import { machineRules, throttleRules } from './alarms/machine-rules.ts';
import { queueRules } from './alarms/queue-rules.ts';
import { functionArn, type SecretArns } from './arns.ts';
import { deployCatalog } from './catalog-deployment.ts';
import { EmailFeedback } from './email-feedback.ts';
import { EventRules } from './event-rules.ts';
import { Every } from './every.ts';
import { Door } from './http-api.ts';
import { JobQueues } from './job-queues.ts';
import { Journeys } from './journeys.ts';
import type { Lambdas } from './milepost-function.ts';
import { MilepostFunctions } from './milepost-functions.ts';
import { names } from './names.ts';
import { Overview } from './overview.ts';
import type { Settings } from './settings.ts';

export type EngineProps = StackProps &
  SecretArns & {
    settings: Settings;
    retention?: Retention | undefined;
    catalog: Catalog;
    /** A hash of the catalog with its templates. */
    catalogVersion: string;
    lambdas: Lambdas;
    /** Where files of the deployment may be written before they are uploaded. */
    folder: string;
  };

/** The functions that may find that marketing is to pause (functions/feedback/pause-by-rates.ts). */
const pausing = ['handle-events', 'send-email', 'send-sms', 'send-push'] as const;

export class EngineStack extends Stack {
  constructor(scope: Construct, id: string, props: EngineProps) {
    super(scope, id, props);
    const { settings, catalog, lambdas, folder } = props;
    const { stage, timezone } = settings;
    const queues = new JobQueues(this, 'Queues', stage);
    const door = new Door(this, 'Http', { settings });
    const functions = new MilepostFunctions(this, 'Functions', {
      settings,
      lambdas,
      queues,
      writeKeyArn: props.writeKeyArn,
      webhookSecretArn: props.webhookSecretArn,
      linkKeysArn: props.linkKeysArn,
      publicUrl: door.publicUrl,
      tombstoneSaltArn: props.tombstoneSaltArn,
      retention: props.retention,
    });
    const journeys = new Journeys(this, 'Journeys', { stage, catalog, queues, folder });
    deployCatalog(this, { version: props.catalogVersion, functions, journeys });

    const bus = EventBus.fromEventBusName(this, 'Bus', names.bus(stage));
    new EventRules(this, 'Rules', { stage, bus, events: queues.of('events'), ended: queues.of('ended') });
    new EmailFeedback(this, 'EmailFeedback', { settings, feedback: queues.of('feedback') });
    const sweep = functionArn(this, stage, 'sweep-due');
    new Every(this, 'Sweep', {
      description: 'Moves what is due into its queue',
      expression: 'rate(1 minute)',
      timezone,
      functionArn: sweep,
    });
    new Every(this, 'SweepRuns', {
      description: 'Closes the runs whose end went unheard',
      // When the shop sleeps; not at the full hour, when the rest of the account's schedules begin.
      expression: 'cron(17 3 * * ? *)',
      timezone,
      functionArn: functionArn(this, stage, 'sweep-runs'),
    });
    door.leadTo({
      takeEvents: functions.of('take-events').lambda,
      serveCustomers: functions.of('serve-customers').lambda,
    });
    this.#watch(settings, catalog, queues, functions);
    new CfnOutput(this, 'Endpoint', {
      value: door.api.apiEndpoint,
      description: 'Where events are posted',
    });
    if (door.domainTarget !== undefined) {
      new CfnOutput(this, 'DomainTarget', {
        value: door.domainTarget,
        description: 'What the CNAME record of the custom domain says',
      });
    }
    new CfnOutput(this, 'WriteKey', {
      value: props.writeKeyArn,
      description: 'The secret of the write key',
    });
  }

  #watch(settings: Settings, { journeys }: Catalog, queues: JobQueues, functions: MilepostFunctions): void {
    const where = {
      partition: this.partition,
      region: this.region,
      account: this.account,
      stage: settings.stage,
    };
    const machines = new Map([...journeys.keys()].map((id) => [id, machineArn(where, id)]));
    const rules = [
      ...[...queues.all].flatMap(([name, queue]) => queueRules(name, queue)),
      ...[...machines].flatMap(([id, arn]) => machineRules(id, arn)),
      ...throttleRules(),
      ...[...functions.all].flatMap(([name, { lambda }]) => functionRules(name, lambda)),
      sweepRule(functions.of('sweep-due').lambda),
      runSweepRule(functions.of('sweep-runs').lambda),
      pauseRule(this, settings.stage, new Map(pausing.map((name) => [name, functions.of(name).logs]))),
      ...reputationRules(),
    ];
    const { all: alarms } = new Alarms(this, 'Alarms', { settings, rules });
    new Overview(this, 'Overview', { stage: settings.stage, queues, functions, machines, alarms });
  }
}
