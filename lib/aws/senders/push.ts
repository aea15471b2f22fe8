// Hop 7 for push notifications on AWS: SNS, to the endpoint of an installed app.

import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { RenderedMessage } from '../../journey/templates/render.ts';
import type { Sender } from '../../ports.ts';
import { sendFailure } from './send-failure.ts';
import { requireSendOnce } from './send-once.ts';

/** A customer's `pushToken` is the endpoint's ARN. `client` is to be made with `sendOnce`. */
export function createPushSender(client: SNSClient): Sender {
  return {
    async send({ to, content }) {
      await requireSendOnce(client);
      const command = new PublishCommand({
        TargetArn: to,
        MessageStructure: 'json',
        Message: JSON.stringify(payloads(content)),
      });
      try {
        await client.send(command);
      } catch (error) {
        throw sendFailure('sns', error);
      }
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
