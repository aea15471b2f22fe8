// What must outlive every deployment: the table, the bus with its archive of events, and the secrets that others hold
// copies of. Nothing of it is replaced or deleted with its stack.

import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { CustomerTable } from './customer-table.ts';
import { everyEvent } from './event-rules.ts';
import { acknowledge } from './nag.ts';
import { names } from './names.ts';
import type { Settings } from './settings.ts';

export type StatefulProps = StackProps & { settings: Pick<Settings, 'stage' | 'archiveDays'> };

/** Why secrets that others hold copies of are not rotated. */
const HELD_BY_OTHERS = {
  'AwsSolutions-SMG4':
    'Clients and receivers hold copies, so a rotation that they are not told of would cut them off; docs/aws.md has the steps to change it, and the engine takes a new value within five minutes',
};

export class StatefulStack extends Stack {
  /** What clients send with their events. */
  readonly writeKey: Secret;
  /** What webhooks are signed with. */
  readonly webhookSecret: Secret;
  /** What the links in messages are signed with: keys by name, in the form of lib/journey/links/link-keys.ts. */
  readonly linkKeys: Secret;
  /** What tombstones of erased customers are made with. */
  readonly tombstoneSalt: Secret;

  constructor(scope: Construct, id: string, { settings, ...props }: StatefulProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { stage, archiveDays } = settings;
    new CustomerTable(this, 'Table', names.table(stage));
    // Beside its archive, and not with the engine: those who put events on it need not notice an engine made anew.
    const bus = new EventBus(this, 'Bus', { eventBusName: names.bus(stage) });
    bus.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const archive = new Archive(this, 'Archive', {
      archiveName: names.bus(stage),
      sourceEventBus: bus,
      description: 'Every event, to be replayed after a mistake',
      eventPattern: everyEvent,
      retention: Duration.days(archiveDays),
    });
    archive.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.writeKey = this.#secret('WriteKey', 'What clients send with their events');
    this.webhookSecret = this.#secret('WebhookSecret', 'What webhooks are signed with');
    this.linkKeys = this.#secret('LinkKeys', 'What the links in messages are signed with', {
      form: { secretStringTemplate: JSON.stringify({ current: 'k1' }), generateStringKey: 'k1' },
    });
    this.tombstoneSalt = this.#secret('TombstoneSalt', 'What tombstones of erased customers are made with', {
      findings: {
        'AwsSolutions-SMG4':
          'With another value no tombstone would be found any more, and customers who were erased would be known again; it is never shown to anybody',
      },
    });
  }

  #secret(
    id: string,
    description: string,
    {
      form = {},
      findings = HELD_BY_OTHERS,
    }: { form?: SecretStringGenerator; findings?: Record<string, string> } = {},
  ): Secret {
    const secret = new Secret(this, id, {
      description,
      generateSecretString: { passwordLength: 40, excludePunctuation: true, ...form },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(secret, findings);
    return secret;
  }
}
