// What becomes of a call to AWS that failed, where the work is idempotent: it is tried again, or can never succeed.

import { TerminalError } from '../journey/errors.ts';
import type { Service } from './errors.ts';
import { verdictOf } from './verdict.ts';

/** The error to throw. `what` says what was to be done: "run x could not be started". */
export function failedCall(service: Service, what: string, error: unknown): Error {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `${what}: ${why}`;
  if (verdictOf(service, error) === 'refused') return new TerminalError(message, { cause: error });
  return new Error(message, { cause: error });
}
