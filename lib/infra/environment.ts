// What a function finds in its environment: the names of what it has a permission on, and nothing else.

import { Aws } from 'aws-cdk-lib';
import { queueVariable } from '../aws/names.ts';
import type { Retention } from '../journey/retention.ts';
import type { SecretArns } from './arns.ts';
import { names, type QueueName } from './names.ts';
import { type FunctionName, permissionsOf, type Target } from './permissions.ts';
import type { Settings } from './settings.ts';

export type Surroundings = SecretArns & {
  settings: Settings;
  /** What the links in messages begin with. */
  publicUrl: string;
  queueUrl: (queue: QueueName) => string;
  /** How long records are kept. */
  retention?: Retention | undefined;
};

export function environmentOf(name: FunctionName, given: Surroundings): Record<string, string> {
  const { settings, queueUrl } = given;
  const permissions = permissionsOf(name);
  const may = (target: Target) => permissions.some(({ on }) => on.includes(target));
  const sends = permissions.filter(({ actions }) => actions.includes('sqs:SendMessage'));
  const written = sends
    .flatMap(({ on }) => on)
    .flatMap((target) => (typeof target === 'object' && isWritten(target.queue) ? [target.queue] : []));
  return {
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: 'Milepost',
    // Of what is traced, answers and messages hold what customers told.
    POWERTOOLS_TRACER_CAPTURE_RESPONSE: 'false',
    MILEPOST_STAGE: settings.stage,
    ...(may('table') && { MILEPOST_TABLE: names.table(settings.stage) }),
    ...(may('table') && given.retention && { MILEPOST_RETENTION: JSON.stringify(given.retention) }),
    ...(may('bus') && { MILEPOST_BUS: names.bus(settings.stage) }),
    ...((may('machines') || may('executions')) && {
      MILEPOST_PARTITION: Aws.PARTITION,
      MILEPOST_ACCOUNT: Aws.ACCOUNT_ID,
    }),
    ...Object.fromEntries(written.map((queue) => [queueVariable(queue), queueUrl(queue)])),
    ...(may('writeKey') && { MILEPOST_WRITE_KEY_ARN: given.writeKeyArn }),
    ...(may('webhookSecret') && { MILEPOST_WEBHOOK_SECRET_ARN: given.webhookSecretArn }),
    ...(may('linkKeys') && { MILEPOST_LINK_KEYS_ARN: given.linkKeysArn }),
    // The door cannot know where it is: its address is made after it.
    ...(may('linkKeys') && name !== 'serve-customers' && { MILEPOST_PUBLIC_URL: given.publicUrl }),
    ...(may('tombstoneSalt') && { MILEPOST_TOMBSTONE_SALT_ARN: given.tombstoneSaltArn }),
    ...ownSettings(name, settings),
  };
}

/** Into these, AWS puts what it tells, and no function does. */
function isWritten(queue: QueueName): queue is Exclude<QueueName, 'ended' | 'feedback'> {
  return queue !== 'ended' && queue !== 'feedback';
}

function ownSettings(name: FunctionName, settings: Settings): Record<string, string> {
  const { from, configurationSet, track, smsSenderId, webhookHosts, strictEvents, segmentNames } = settings;
  switch (name) {
    case 'take-events':
    case 'handle-events':
      return {
        MILEPOST_STRICT_EVENTS: String(strictEvents),
        ...(name === 'take-events' && { MILEPOST_SEGMENT_NAMES: String(segmentNames) }),
      };
    case 'send-email':
      return {
        MILEPOST_FROM: from,
        MILEPOST_CONFIGURATION_SET: configurationSet ?? names.configurationSet(settings.stage),
        ...(track && { MILEPOST_TRACKED_CONFIGURATION_SET: names.trackedSet(settings.stage) }),
      };
    case 'send-sms':
      return smsSenderId === undefined ? {} : { MILEPOST_SMS_SENDER_ID: smsSenderId };
    case 'call-webhook':
      return { MILEPOST_WEBHOOK_HOSTS: webhookHosts.join(',') };
    default:
      return {};
  }
}
