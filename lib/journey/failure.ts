// A run's failure in a marketer's words: the step it failed in, what went wrong, and what to do about it. Pure.

import { isObject, type Json } from '../customer/json.ts';

/** How Step Functions, or the embedded runtime, tells a failure. */
export type ToldFailure = { error: string; cause: string | null; failedIn: string | null };

/** `step` is null where the run failed before its first one. */
export type RunFailure = { step: string | null; error: string; cause: string; advice: string };

const REDRIVE = 'mend what was wrong, deploy, and redrive the run';
const ANEW =
  'a redrive would fail in the same way; mend what was wrong, deploy, and let the customer enter again';

type Words = { cause: string; advice: string };

/** The errors that Step Functions makes itself. Where the cause is told beside them, it stands for theirs. */
const known: Readonly<Record<string, Words>> = {
  TerminalError: { cause: 'it can never succeed as it stands', advice: REDRIVE },
  'States.DataLimitExceeded': {
    cause: 'the run would carry more than the 256 KiB that a step may hand on',
    advice: ANEW,
  },
  'States.QueryEvaluationError': {
    cause: 'an expression of the machine could not be computed',
    advice: ANEW,
  },
  'States.Runtime': { cause: 'the machine cannot go on from this state', advice: ANEW },
  'States.Timeout': { cause: 'it took longer than it may', advice: REDRIVE },
  TIMED_OUT: { cause: 'it took longer than it may', advice: REDRIVE },
  'Sandbox.Timedout': { cause: 'the function took longer than it may', advice: REDRIVE },
  ABORTED: { cause: 'it was stopped from outside', advice: 'if it was not meant to be, redrive the run' },
};

const other: Words = { cause: 'it failed at every attempt', advice: REDRIVE };

export function explainFailure({ error, cause, failedIn }: ToldFailure): RunFailure {
  const words = known[error] ?? other;
  const said = messageIn(cause);
  return {
    step: failedIn === null ? null : stepOfState(failedIn),
    error,
    cause: said === '' ? words.cause : said,
    advice: words.advice,
  };
}

/** "failed in step guide: template "welcome/guide" is not kept (TerminalError)". */
export function failureInWords({ step, error, cause }: RunFailure): string {
  return `failed ${step === null ? 'before its first step' : `in step ${step}`}: ${cause} (${error})`;
}

/** The step whose state it is: a step's further states have its id, and what they are for in brackets. */
export function stepOfState(state: string): string {
  return state.replace(/ \([a-z]+\)$/, '');
}

/** What a function said: Lambda tells its error as JSON, with a trace that is for engineers. */
function messageIn(cause: string | null): string {
  if (cause === null) return '';
  try {
    const told: Json = JSON.parse(cause);
    if (isObject(told) && typeof told.errorMessage === 'string') return told.errorMessage;
  } catch {
    // It is no JSON, but the words themselves.
  }
  return cause;
}
