// Hop 8 by SMTP: hands a mail over once its claim is on disk, and tells what is known of the outcome.

import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { mailOf } from '../../journey/templates/mail.ts';
import type { Sender } from '../../ports.ts';
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
    async send(delivery) {
      const mail = mailOf(delivery, sender);
      await committed();
      try {
        await transport.sendMail(mail);
      } catch (error) {
        throw smtpFailure(error, contents.get(mail.messageId)?.readableDidRead ?? false);
      } finally {
        contents.delete(mail.messageId);
      }
    },
    close: () => transport.close(),
  };
}
