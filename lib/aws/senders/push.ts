// Hop 7 for push notifications on AWS: SNS, to the endpoint of an installed app.

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { RenderedMessage } from '../../journey/templates/render.ts';
import type { Sender } from '../../ports.ts';
import type { Pause } from '../clock.ts';
import { handOver } from './hand-over.ts';

/** A customer's `pushToken` is the endpoint's ARN. `client` is to be made with `sendOnce`. */
export function createPushSender(client: SNSClient, { wait }: { wait?: Pause } = {}): Sender {
  return {
    async send({ to, content }) {
      const command = new PublishCommand({
        TargetArn: to,
        MessageStructure: 'json',
        Message: JSON.stringify(payloads(content)),
      });
      await handOver('sns', client, () => client.send(command), wait);
    },
  };
}

/** What each platform shows, as JSON in JSON: SNS picks the one of the endpoint's app, or else the plain words. */
function payloads({ title, body }: RenderedMessage): Record<string, string> {
  const notification = title === undefined ? { body } : { title, body };
  const apple = JSON.stringify({ aps: { alert: notification } });
  return {
    default: body,
    APNS: apple,
    APNS_SANDBOX: apple,
    GCM: JSON.stringify({ fcmV1Message: { message: { notification } } }),
  };
}
