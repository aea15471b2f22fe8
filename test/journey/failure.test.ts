// What is told of a run that failed, to people who never saw its machine.

import { describe, expect, test } from 'vitest';
import { explainFailure, failureInWords } from '../../lib/journey/failure.ts';

const told = (error: string, cause: string | null = null, failedIn: string | null = 'guide') =>
  explainFailure({ error, cause, failedIn });

describe('a failure in words', () => {
  test('names the step, whichever of its states failed', () => {
    for (const state of ['guide', 'guide (plan)', 'guide (deadline)', 'guide (held)']) {
      expect(told('Boom', 'no', state).step).toBe('guide');
    }
    expect(failureInWords(told('Boom', 'no', null))).toBe('no (Boom)');
  });

  test('tells what a function said, without its trace', () => {
    const cause = JSON.stringify({ errorType: 'TypeError', errorMessage: 'no such thing', trace: ['at x'] });
    expect(failureInWords(told('TypeError', cause))).toBe('in step guide: no such thing (TypeError)');
  });

  test('takes a cause that is no JSON, or other JSON, as it is', () => {
    expect(told('TerminalError', 'template "a" is not kept').cause).toBe('template "a" is not kept');
    expect(told('TerminalError', '42').cause).toBe('42');
  });

  test('says what an error of Step Functions means, before its own words', () => {
    const { cause, redrive } = told('States.DataLimitExceeded', "The state/task 'guide' returned …");
    expect(cause).toBe(
      "the run would carry more than the 256 KiB that a step may hand on: The state/task 'guide' returned …",
    );
    expect(redrive).toBe(false);
  });

  test('cuts what is too long to be read', () => {
    expect(told('Boom', 'x'.repeat(30_000)).cause).toHaveLength(1000);
  });

  test('admits that no reason was told', () => {
    expect(told('Boom')).toMatchObject({ cause: 'no reason was told', redrive: true });
  });
});
