// Makes the raw mail of a delivery (MIME), and finds its one recipient.

import MailComposer from 'nodemailer/lib/mail-composer';
import { RefusedError } from '../../journey/errors.ts';
import { mailOf } from '../../journey/templates/mail.ts';
import type { Delivery } from '../../ports.ts';

export type Composed = { recipient: string; content: Buffer };

/** One address, without a name; whatever else is in it would be read as something else by someone on the way. */
const ADDRESS = /^[^\s,;:<>@]+@[^\s,;:<>@]+$/;

/** With an `unsubscribeUrl`, mail programs offer to unsubscribe by one click, as RFC 8058 has it. */
export async function composeMail(
  delivery: Delivery,
  from: string,
  unsubscribeUrl: string | undefined,
): Promise<Composed> {
  const composer = new MailComposer({
    ...mailOf(delivery, from),
    ...(unsubscribeUrl !== undefined && { headers: listHeaders(unsubscribeUrl) }),
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

function listHeaders(unsubscribeUrl: string) {
  return {
    'List-Unsubscribe': { prepared: true, value: `<${new URL(unsubscribeUrl).href}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
