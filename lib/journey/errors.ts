// Errors that must not be retried at once: everything else is.

/** The work can never succeed as it stands. Step Functions does not retry an error of this name. */
export class TerminalError extends Error {
  override name = 'TerminalError';
}

/** The customer was erased. Nothing about them is kept any more, unless they register anew. */
export class ErasedError extends TerminalError {
  constructor(what: string) {
    super(
      `${what} is dropped: the customer was erased; a customer.registered that happens later begins anew`,
    );
  }
}

/** A customer who registers anew while what was known of them is still being removed has to wait a little. */
export class ErasureUnderWayError extends Error {
  override name = 'ErasureUnderWayError';

  constructor(what: string) {
    super(`${what} has to wait: the erasure of the customer is still under way; to be tried again`);
  }
}

/** A channel or a host refused for good: a bad address, a rejected body. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** Refused for good, since the address leads nowhere any more: no such mailbox, an app that was taken off the phone. */
export class NoSuchAddressError extends RefusedError {}

/** The message may or may not have gone out; it must not be sent again. */
export class OutcomeUnknownError extends Error {
  override name = 'OutcomeUnknownError';
}

/** Too much was sent at once: this was not, and may be in a moment. */
export class ThrottledError extends Error {
  override name = 'ThrottledError';
}

/** Nothing was sent, and nothing will be for a while, whatever is tried: sending is paused, or a limit is used up. */
export class PausedError extends Error {
  override name = 'PausedError';
}
