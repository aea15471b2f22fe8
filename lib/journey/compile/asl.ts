// The part of Amazon States Language (JSONata) that the compiler emits.

import type { Json } from '../../customer/json.ts';

export type Assign = Record<string, Json>;

export type Retrier = {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
};

export type Catcher = { ErrorEquals: string[]; Assign?: Assign; Output?: Json; Next: string };

type Common = { Comment?: string; Assign?: Assign };
type Continues = { Next: string } | { End: true };

export type TaskState = Common &
  Continues & {
    Type: 'Task';
    Resource: string;
    Arguments: Json;
    TimeoutSeconds?: number | string;
    Retry?: Retrier[];
    Catch?: Catcher[];
    Output?: Json;
  };

export type WaitState = Common & Continues & { Type: 'Wait'; Seconds?: number; Timestamp?: string };
export type Choice = { Comment?: string; Condition: string; Assign?: Assign; Next: string };
export type ChoiceState = Common & { Type: 'Choice'; Choices: Choice[]; Default: string };
export type SucceedState = { Type: 'Succeed'; Comment?: string; Output?: Json };

export type State = TaskState | WaitState | ChoiceState | SucceedState;

export type MachineDefinition = {
  Comment?: string;
  QueryLanguage: 'JSONata';
  StartAt: string;
  States: Record<string, State>;
};
