// What a failed call of a sender means for its message, as the error that a sender throws.

import {
  NoSuchAddressError,
  OutcomeUnknownError,
  PausedError,
  RefusedError,
  ThrottledError,
} from '../../journey/errors.ts';
import type { Service } from '../errors.ts';
import { isThrottled, verdictOf } from '../verdict.ts';

const providers = { ses: 'SES', sns: 'SNS' } as const satisfies { [service in Service]?: string };

/** Of a push: the app was taken off the phone, or its endpoint was deleted. */
const gone: readonly string[] = ['EndpointDisabledException', 'NotFoundException'];

export type Provider = keyof typeof providers;

export function sendFailure(service: Provider, error: unknown): Error {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const provider = providers[service];
  const options = { cause: error };
  switch (verdictOf(service, error)) {
    case 'refused': {
      const isGone = error instanceof Error && gone.includes(error.name);
      const Refusal = isGone ? NoSuchAddressError : RefusedError;
      return new Refusal(`${provider} refused the message: ${why}`, options);
    }
    case 'unknown':
      return new OutcomeUnknownError(`the message may have been sent by ${provider}: ${why}`, options);
    case 'held':
      return new PausedError(`${provider} sends nothing for now: ${why}`, options);
    default: {
      const Failure = isThrottled(service, error) ? ThrottledError : Error;
      return new Failure(`the message could not be handed over to ${provider}: ${why}`, options);
    }
  }
}
