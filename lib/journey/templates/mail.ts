// A rendered e-mail as a mail: its headers and both of its forms, whoever hands it over.

import { createHash } from 'node:crypto';
import { plainText } from './plain-text.ts';
import type { RenderedMessage } from './render.ts';

/** In the form that nodemailer takes. */
export type Mail = {
  messageId: string;
  from: string;
  /** As an object, an address is one address, whatever commas it holds. */
  to: { name: ''; address: string };
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string | { prepared: true; value: string }>;
};

/**
 * `key` is what tells this message from all others; `from` the sender, for example `Shop <hello@example.com>`. With an
 * `unsubscribeUrl`, mail programs offer to unsubscribe by one click, as RFC 8058 has it.
 */
export function mailOf(
  message: { to: string; content: RenderedMessage; key: string; unsubscribeUrl?: string },
  from: string,
): Mail {
  const { to, content, key, unsubscribeUrl } = message;
  return {
    messageId: messageIdOf(key, from),
    from,
    to: { name: '', address: to },
    subject: content.subject ?? '',
    html: content.body,
    text: plainText(content.body),
    ...(unsubscribeUrl !== undefined && { headers: listHeaders(unsubscribeUrl) }),
  };
}

function listHeaders(unsubscribeUrl: string): NonNullable<Mail['headers']> {
  return {
    // Prepared: a line must not break inside the address.
    'List-Unsubscribe': { prepared: true, value: `<${new URL(unsubscribeUrl).href}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** The Message-ID of a mail: always the same, so that a mail sent twice could be recognised. */
export function messageIdOf(key: string, from: string): string {
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}
