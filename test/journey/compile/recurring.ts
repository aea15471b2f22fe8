// What recurs in the states of every machine, for tests that show a step and its states side by side.

/** The `run` argument outside repeats. */
export const RUN = {
  id: '{% $states.context.Execution.Name %}',
  customerId: '{% $states.context.Execution.Input.customerId %}',
  visit: 1,
};
export const CURSOR = '[$cursor, $states.context.Execution.Input.entry][0]';
export const ENTERED = '$toMillis($states.context.State.EnteredTime)';

/** Everything is tried again, but for what is an answer. */
export const retryAllBut = (...answers: string[]) => [
  { ErrorEquals: ['TerminalError', ...answers], MaxAttempts: 0 },
  {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    MaxAttempts: 30,
    BackoffRate: 2,
    MaxDelaySeconds: 900,
    JitterStrategy: 'FULL',
  },
];
