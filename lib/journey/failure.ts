// A run's failure in a marketer's words: the step it failed in, what went wrong, and what to do about it. Pure.

import { isObject, type Json } from '../customer/json.ts';

/** How Step Functions, or the embedded runtime, tells a failure. */
export type ToldFailure = { error: string; cause: string | null; failedIn: string | null };

/** `step` is null where it was not told. `redrive` says whether a redrive can help. */
export type RunFailure = {
  step: string | null;
  error: string;
  cause: string;
  advice: string;
  redrive: boolean;
};

/** What is told of a cause, in characters: Step Functions takes 32,768. */
const LONGEST_CAUSE = 1000;

type Words = { meaning: string; advice: string; redrive: boolean };

const MEND = { advice: 'mend what was wrong, and redrive it', redrive: true };
const ANEW = {
  advice: 'it would fail in the same way again: mend the journey, and let the customer enter once more',
  redrive: false,
};

/** The errors that Step Functions makes itself; what it says beside them is for engineers, and follows their meaning. */
const known: Readonly<Record<string, Words>> = {
  'States.DataLimitExceeded': {
    meaning: 'the run would carry more than the 256 KiB that a step may hand on',
    ...ANEW,
  },
  'States.QueryEvaluationError': { meaning: 'an expression of the machine cannot be computed', ...ANEW },
  'States.Runtime': { meaning: 'the machine cannot go on from this step', ...ANEW },
  'States.Timeout': { meaning: 'it took longer than it may', ...MEND },
  TIMED_OUT: { meaning: 'the run took longer than it may', ...ANEW },
  ABORTED: {
    meaning: 'the run was stopped from outside',
    advice: 'if that was not meant, redrive it',
    redrive: true,
  },
};

export function explainFailure({ error, cause, failedIn }: ToldFailure): RunFailure {
  const { meaning, ...what } = known[error] ?? { meaning: '', ...MEND };
  const said = messageIn(cause).slice(0, LONGEST_CAUSE);
  const told = [meaning, said].filter((part) => part !== '').join(': ');
  return {
    step: failedIn === null ? null : stepOfState(failedIn),
    error,
    cause: told === '' ? 'no reason was told' : told,
    ...what,
  };
}

/** "in step guide: template "welcome/guide" is not kept (TerminalError)". */
export function failureInWords({ step, error, cause }: RunFailure): string {
  return `${step === null ? '' : `in step ${step}: `}${cause} (${error})`;
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
