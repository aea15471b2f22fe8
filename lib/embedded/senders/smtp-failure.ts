// What a failed SMTP transaction means for the mail: refused for good, perhaps arrived, or to be tried again.

import { NoSuchAddressError, OutcomeUnknownError, RefusedError } from '../../journey/errors.ts';

/** The parts of a nodemailer error that tell how far the transaction came. */
type Failure = { code: unknown; responseCode: number | undefined; message: string };

/** The codes under which nodemailer reports what a server, or its own check, says of the addresses and the content. */
const ABOUT_THE_MAIL = new Set<unknown>(['EENVELOPE', 'EMESSAGE']);

/** Answers to a client that is not logged in, or not encrypted: the settings are at fault, and can be mended. */
const ABOUT_THE_CLIENT = new Set([530, 534, 535, 538]);

/**
 * What says that the mailbox is at fault, and not the mail or its sender: the enhanced codes of bad addresses (RFC 3463),
 * of a mailbox that is disabled, and of a domain that takes no mail (RFC 7505).
 */
const NO_SUCH_ADDRESS = /\b5\.(?:1\.(?:[1236]|10)|2\.1)\b/;

/** 503 is a permanent answer by its number, but it complains of the order of commands. */
const BAD_SEQUENCE = 503;

/**
 * The error that a sender throws. `begun` says whether any of the content had gone out (after the server's 354): from
 * then on a mail without an answer may have arrived.
 */
export function smtpFailure(error: unknown, begun: boolean): Error {
  const failure = read(error);
  const { code, responseCode, message } = failure;
  if (begun && (responseCode === undefined || responseCode < 400)) {
    return new OutcomeUnknownError(`the mail may have arrived: ${message}`, { cause: error });
  }
  if (ABOUT_THE_MAIL.has(code) && isPermanent(failure)) {
    const Refusal = NO_SUCH_ADDRESS.test(message) ? NoSuchAddressError : RefusedError;
    return new Refusal(`the mail server refused it: ${message}`, { cause: error });
  }
  return new Error(`the mail could not be handed over: ${message}`, { cause: error });
}

/** Without an answer, it is nodemailer that refused: the address is none, or the mail is larger than the server takes. */
function isPermanent({ responseCode }: Failure): boolean {
  if (responseCode === undefined) return true;
  return responseCode >= 500 && responseCode !== BAD_SEQUENCE && !ABOUT_THE_CLIENT.has(responseCode);
}

function read(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: undefined, responseCode: undefined, message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  const answer = 'responseCode' in error ? error.responseCode : undefined;
  return { code, responseCode: typeof answer === 'number' ? answer : undefined, message: error.message };
}
