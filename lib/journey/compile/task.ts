// The Task states that steps compile to: a call of a function, or a job in a channel's queue with a task token.

import type { Json, JsonObject } from '../../customer/json.ts';
import type { Retrier, TaskState } from './asl.ts';
import { functionNames, type StepFunction, substitution } from './substitutions.ts';

/** Errors by which a handler tells the machine something; they are never retried. */
export const signals = { held: 'Held', timedOut: 'TimedOut', messageFailed: 'MessageFailed' } as const;

const patient = {
  IntervalSeconds: 2,
  MaxAttempts: 30,
  BackoffRate: 2,
  MaxDelaySeconds: 900,
  JitterStrategy: 'FULL',
} as const;

/** Everything is retried, thirty times over some hours, but a terminal error and the errors that are answers. */
export function retryAllBut(...answers: string[]): Retrier[] {
  return [
    { ErrorEquals: ['TerminalError', ...answers], MaxAttempts: 0 },
    { ErrorEquals: ['States.ALL'], ...patient },
  ];
}

/** A call of a function; the state's result is the function's answer. */
export function callFunction(
  name: StepFunction,
  payload: JsonObject,
): Pick<TaskState, 'Type' | 'Resource' | 'Arguments' | 'Output' | 'Retry'> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: substitution(functionNames[name]), Payload: payload },
    Output: '{% $states.result.Payload %}',
    Retry: retryAllBut(),
  };
}

export const TASK_TOKEN = '{% $states.context.Task.Token %}';

/** A call of a function that answers later, with the task token. */
export function callBack(
  name: StepFunction,
  payload: JsonObject,
): Pick<TaskState, 'Type' | 'Resource' | 'Arguments'> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: {
      FunctionName: substitution(functionNames[name]),
      Payload: { ...payload, token: TASK_TOKEN },
    },
  };
}

/** A job in a queue, answered with the task token by whoever takes it out. */
export function enqueue(
  queueUrl: string,
  body: { [name: string]: Json },
): Pick<TaskState, 'Type' | 'Resource' | 'Arguments'> {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Arguments: { QueueUrl: queueUrl, MessageBody: { ...body, token: TASK_TOKEN } },
  };
}
