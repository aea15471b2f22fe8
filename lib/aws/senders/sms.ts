// Hop 7 for text messages on AWS: SNS, straight to a phone number.

import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { RefusedError } from '../../journey/errors.ts';
import type { Clock, Delivery, Sender } from '../../ports.ts';
import { realClock } from '../clock.ts';
import { createOptOuts } from './opt-outs.ts';
import { sendFailure } from './send-failure.ts';
import { requireSendOnce } from './send-once.ts';

export type SmsOptions = {
  /** What phones show as the sender, where the country allows it. */
  senderId?: string | undefined;
  /** By which answers are cached. */
  clock?: Clock;
};

/** `client` is to be made with `sendOnce`. */
export function createSmsSender(client: SNSClient, { senderId, clock = realClock }: SmsOptions = {}): Sender {
  const optOuts = createOptOuts(client, clock);
  return {
    async send(delivery) {
      await requireSendOnce(client);
      if (await optOuts.has(delivery.to)) {
        throw new RefusedError(`${delivery.to} has opted out of text messages`);
      }
      const command = new PublishCommand({
        PhoneNumber: delivery.to,
        Message: delivery.content.body,
        MessageAttributes: attributesOf(delivery, senderId),
      });
      try {
        await client.send(command);
      } catch (error) {
        throw sendFailure('sns', error);
      }
    },
  };
}

function attributesOf(
  { purpose }: Delivery,
  senderId: string | undefined,
): Record<string, MessageAttributeValue> {
  const type = purpose === 'transactional' ? 'Transactional' : 'Promotional';
  return {
    'AWS.SNS.SMS.SMSType': text(type),
    ...(senderId !== undefined && { 'AWS.SNS.SMS.SenderID': text(senderId) }),
  };
}

function text(value: string): MessageAttributeValue {
  return { DataType: 'String', StringValue: value };
}
