// Makes the raw mail of a delivery (MIME), and finds its one recipient.

import MailComposer from 'nodemailer/lib/mail-composer';
import { RefusedError } from '../../journey/errors.ts';
import { mailOf } from '../../journey/templates/mail.ts';
import type { Delivery } from '../../ports.ts';

export type Composed = { recipient: string; content: Buffer };

/** One address, without a name; whatever else is in it would be read as something else by someone on the way. */
const ADDRESS = /^[^\s,;:<>@]+@[^\s,;:<>@]+$/;

export async function composeMail(delivery: Delivery, from: string): Promise<Composed> {
  const composer = new MailComposer({
    ...mailOf(delivery, from),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const mail = composer.compile();
  const [recipient = ''] = mail.getEnvelope().to;
  if (!ADDRESS.test(delivery.to) || !ADDRESS.test(recipient)) {
    throw new RefusedError(`${JSON.stringify(delivery.to)} is not one address of e-mail`);
  }
  return { recipient, content: await mail.build() };
}
