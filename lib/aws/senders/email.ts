// Hop 7 for e-mail on AWS: SES. The mail is made here and sent raw, since only so it may have the headers by which mail
// programs offer to unsubscribe.

import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Sender } from '../../ports.ts';
import type { Pause } from '../clock.ts';
import { composeMail } from './compose-mail.ts';
import { handOver } from './hand-over.ts';

export type EmailOptions = {
  /** The sender, a verified identity: for example `Shop <hello@example.com>`. */
  from: string;
  /** The set by which SES tells what became of mails. */
  configurationSet?: string | undefined;
  wait?: Pause;
};

/** `client` is to be made with `sendOnce`. */
export function createEmailSender(client: SESClient, options: EmailOptions): Sender {
  const { from, configurationSet, wait } = options;
  return {
    async send(delivery) {
      const { recipient, content } = await composeMail(delivery, from);
      const command = new SendRawEmailCommand({
        Destinations: [recipient],
        RawMessage: { Data: content },
        ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
      });
      await handOver('ses', client, () => client.send(command), wait);
    },
  };
}
