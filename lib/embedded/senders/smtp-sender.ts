// Hop 8 by SMTP: hands a mail over once its claim is on disk, and tells what is known of the outcome.

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { plainText } from '../../journey/templates/plain-text.ts';
import type { Delivery, Sender } from '../../ports.ts';
import { smtpFailure } from './smtp-failure.ts';

export type SmtpOptions = {
  /** For example `smtps://user:password@mail.example.com`; its query sets nodemailer's options. */
  url: string;
  /** The sender, for example `Shop <hello@example.com>`; if absent, `MILEPOST_FROM`, or else an address at this host. */
  from?: string | undefined;
  /** Resolves once everything written so far is on disk. */
  committed: () => Promise<void>;
};

export type SmtpSender = Sender & {
  /** Lets idle connections go; a mail under way is finished first. */
  close(): void;
};

const DEFAULT_FROM = 'Milepost <milepost@localhost>';

/** A sender of e-mail over a pool of connections. Its errors are those of `Sender`. */
export function smtpSender({ url, from, committed }: SmtpOptions): SmtpSender {
  const sender = from ?? process.env.MILEPOST_FROM ?? DEFAULT_FROM;
  const transport = createTransport({
    url,
    pool: true,
    // The pool would send again after a lost connection, also when the mail may have arrived.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // What each mail is read from: until a byte of it was read, nothing was handed over.
  const contents = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    mail.message.processFunc((content) => {
      contents.set(mail.message.messageId(), content);
      return content;
    });
    done();
  });
  return {
    async send({ to, content, key }) {
      const messageId = messageIdOf(key, sender);
      await committed();
      try {
        await transport.sendMail({
          messageId,
          from: sender,
          // As an object, an address is one address, whatever commas it holds.
          to: { name: '', address: to },
          subject: content.subject ?? '',
          html: content.body,
          text: plainText(content.body),
        });
      } catch (error) {
        throw smtpFailure(error, contents.get(messageId)?.readableDidRead ?? false);
      } finally {
        contents.delete(messageId);
      }
    },
    close: () => transport.close(),
  };
}

/** The Message-ID of a delivery: always the same, so that a mail sent twice could be recognised. */
export function messageIdOf(key: Delivery['key'], from: string): string {
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}
