// A loaded machine: definitions with every expression compiled, ready for advance.ts.

import type { Json, JsonObject } from '../../customer/json.ts';
import type { Scope } from './expression/scope.ts';
import type { MaybePromise } from './maybe.ts';

/** A field's value with its expressions compiled. Throws EvaluationError. */
export type Template<T = Json> = {
  /** Whether it holds no expression, so that its size was checked when it was loaded. */
  readonly constant: boolean;
  /** The expression, where the value is one as a whole. */
  readonly source?: string;
  evaluate(scope: Scope): MaybePromise<T>;
};

/** What a state, a choice or a catcher hands on. */
type Handover = {
  readonly output: Template | undefined;
  readonly assign: Template<JsonObject> | undefined;
};

type Flow = Handover & {
  readonly name: string;
  /** The next state; undefined where the machine ends. */
  readonly next: string | undefined;
};

/** The services a Task state can call. */
export const services = [
  'lambda',
  'lambda:invoke',
  'lambda:invoke.waitForTaskToken',
  'sqs:sendMessage',
  'sqs:sendMessage.waitForTaskToken',
] as const;

export type Service = (typeof services)[number];

export type Resource = {
  readonly service: Service;
  /** As written: for `lambda`, the function's ARN. */
  readonly arn: string;
  readonly waitsForToken: boolean;
};

export type Retrier = {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitter: boolean;
};

export type Catcher = Handover & { readonly errors: readonly string[]; readonly next: string };

export type PassState = Flow & { readonly type: 'Pass' };
export type SucceedState = Flow & { readonly type: 'Succeed' };
export type WaitState = Flow & {
  readonly type: 'Wait';
  readonly field: 'Seconds' | 'Timestamp';
  readonly value: Template;
};
export type Choice = Handover & {
  readonly condition: Template;
  readonly next: string;
};
export type ChoiceState = Flow & { readonly type: 'Choice'; readonly choices: readonly Choice[] };
export type FailState = {
  readonly type: 'Fail';
  readonly name: string;
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
};
export type TaskState = Flow & {
  readonly type: 'Task';
  readonly resource: Resource;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
};

export type State = PassState | SucceedState | WaitState | ChoiceState | FailState | TaskState;

export type Machine = {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  /** How long an execution may run, in milliseconds: the machine's TimeoutSeconds, at most a year. */
  readonly longestMillis: number;
};
