// The yardstick: aws-local-stepfunctions on the JSONPath form of the same states. It keeps no state, and what it cannot
// express (remembering the branch that was taken) it is spared.

import { StateMachine } from 'aws-local-stepfunctions';
import { answers, inputOf, TRANSITIONS } from './journey.ts';

const RESOURCE = 'arn:aws:lambda:us-east-1:000000000000:function:bench';
const run = { 'id.$': '$$.Execution.Name', 'customerId.$': '$$.Execution.Input.customerId', visit: 1 };
const retry = [
  { ErrorEquals: ['TerminalError'], MaxAttempts: 0 },
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 10, BackoffRate: 2 },
];

const definition = {
  StartAt: 'who',
  States: {
    who: task(
      { type: 'branch', id: 'who', cases: [{ when: { attribute: 'tier', eq: 'gold' }, steps: [] }] },
      'case',
    ),
    case: {
      Type: 'Choice',
      Choices: [{ Variable: '$.case', NumericEquals: 0, Next: 'offer' }],
      Default: 'none',
    },
    none: { Type: 'Succeed' },
    offer: {
      Type: 'Choice',
      Choices: [{ Variable: '$$.Execution.Input.buckets.offer', StringEquals: 'points', Next: 'reward' }],
      Default: 'tell',
    },
    reward: task({ type: 'update', id: 'reward', add: { points: 100 } }, 'tell'),
    tell: task({ type: 'emit', id: 'tell', event: 'offer.made', properties: { points: 100 } }),
  },
};

function task(step: object, next?: string) {
  const way = next === undefined ? { End: true } : { Next: next };
  return { Type: 'Task', Resource: RESOURCE, Parameters: { run, step }, Retry: retry, ...way };
}

/** Runs so many executions, one after the other (side by side it is no faster); returns the transitions. */
export function peer(): (runs: number) => Promise<number> {
  const machine = new StateMachine(definition as ConstructorParameters<typeof StateMachine>[0]);
  const taskResourceLocalHandlers = {
    who: async () => answers.decideStep,
    reward: async () => answers.updateProfile,
    tell: async () => answers.emitEvent,
  };
  return async (runs) => {
    for (let n = 0; n < runs; n++) {
      const input = inputOf(`customer-${n}`, 'v');
      const context = { Execution: { Name: `bench-${n}`, Input: input } };
      await machine.run(input, { overrides: { taskResourceLocalHandlers }, context }).result;
    }
    return runs * TRANSITIONS;
  };
}
