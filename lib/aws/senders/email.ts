// Hop 7 for e-mail on AWS: SES. The mail is made here and sent raw, since only so it may have the headers by which mail
// programs offer to unsubscribe.

import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Delivery, Sender } from '../../ports.ts';
import { composeMail } from './compose-mail.ts';
import { sendFailure } from './send-failure.ts';
import { requireSendOnce } from './send-once.ts';

export type EmailOptions = {
  /** The sender, a verified identity: for example `Shop <hello@example.com>`. */
  from: string;
  /** The set by which SES tells what became of mails. */
  configurationSet?: string | undefined;
  /** Where a POST unsubscribes the recipient (https); undefined for a mail that offers no such thing. */
  unsubscribeUrl?: (delivery: Delivery) => string | undefined;
};

/** `client` is to be made with `sendOnce`. */
export function createEmailSender(client: SESClient, options: EmailOptions): Sender {
  const { from, configurationSet, unsubscribeUrl } = options;
  return {
    async send(delivery) {
      await requireSendOnce(client);
      const { recipient, content } = await composeMail(delivery, from, unsubscribeUrl?.(delivery));
      const command = new SendRawEmailCommand({
        Destinations: [recipient],
        RawMessage: { Data: content },
        ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
      });
      try {
        await client.send(command);
      } catch (error) {
        throw sendFailure('ses', error);
      }
    },
  };
}
