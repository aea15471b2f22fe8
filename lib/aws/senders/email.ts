// Hop 7 for e-mail on AWS: SES. The mail is made here and sent raw, since only so it may have the headers by which mail
// programs offer to unsubscribe.

import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Delivery, Sender } from '../../ports.ts';
import type { Pause } from '../clock.ts';
import { tagsOf } from '../feedback/message-tags.ts';
import { composeMail } from './compose-mail.ts';
import { handOver } from './hand-over.ts';
import { withoutTracking } from './no-track.ts';

export type EmailOptions = {
  /** The sender, a verified identity: for example `Shop <hello@example.com>`. */
  from: string;
  /** The set by which SES tells what became of mails. */
  configurationSet?: string | undefined;
  /** The set by which it tells of openings and clicks, too, for mails that may be tracked. */
  trackedSet?: string | undefined;
  wait?: Pause;
};

/** SES leads every link of a tracked mail over itself, but those that are marked. */
function asSesIsToSeeIt(delivery: Delivery): Delivery {
  const { content, isTracked, untracked = [] } = delivery;
  if (!isTracked) return delivery;
  return { ...delivery, content: { ...content, body: withoutTracking(content.body, untracked) } };
}

/** `client` is to be made with `sendOnce`. */
export function createEmailSender(client: SESClient, options: EmailOptions): Sender {
  const { from, configurationSet, trackedSet, wait } = options;
  return {
    async send(delivery) {
      const { recipient, content } = await composeMail(asSesIsToSeeIt(delivery), from);
      const { message, purpose, isTracked } = delivery;
      const set = isTracked ? (trackedSet ?? configurationSet) : configurationSet;
      const tags = message && tagsOf({ ...message, purpose });
      const command = new SendRawEmailCommand({
        Destinations: [recipient],
        RawMessage: { Data: content },
        ...(set !== undefined && { ConfigurationSetName: set }),
        ...(tags && { Tags: tags }),
      });
      await handOver('ses', client, () => client.send(command), wait);
    },
  };
}
