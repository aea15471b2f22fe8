// Makes the raw mail of a delivery (MIME), and finds its one recipient.

import MailComposer from 'nodemailer/lib/mail-composer';
import { RefusedError } from '../../journey/errors.ts';
import { mailOf } from '../../journey/templates/mail.ts';
import type { Delivery } from '../../ports.ts';

export type Composed = { recipient: string; content: Buffer };

/** With an `unsubscribeUrl`, mail programs offer to unsubscribe by one click, as RFC 8058 has it. */
export async function composeMail(
  delivery: Delivery,
  from: string,
  unsubscribeUrl: string | undefined,
): Promise<Composed> {
  const composer = new MailComposer({
    ...mailOf(delivery, from),
    ...(unsubscribeUrl !== undefined && {
      list: { unsubscribe: { url: unsubscribeUrl } },
      headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const mail = composer.compile();
  const [recipient, ...more] = mail.getEnvelope().to;
  if (recipient === undefined || more.length > 0) {
    throw new RefusedError(`"${delivery.to}" is not one address of e-mail`);
  }
  return { recipient, content: await mail.build() };
}
