// The events of an execution's history: the types of GetExecutionHistory, their details merged into the event.

import type { Json, JsonObject } from '../../customer/json.ts';
import type { State } from './machine.ts';

export type HistoryEventType =
  | 'ExecutionStarted'
  | 'ExecutionSucceeded'
  | 'ExecutionFailed'
  | 'ExecutionTimedOut'
  | 'ExecutionAborted'
  | 'ExecutionRedriven'
  | `${State['type']}StateEntered`
  | `${Exclude<State['type'], 'Fail'>}StateExited`
  | 'EvaluationFailed'
  | `LambdaFunction${'Scheduled' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut'}`
  | `Task${'Scheduled' | 'Started' | 'Submitted' | 'Succeeded' | 'Failed' | 'TimedOut'}`;

/** The fields that GetExecutionHistory documents for the types above; values as JSON, not as JSON text. */
export type HistoryDetails = {
  input?: Json;
  output?: Json;
  name?: string;
  roleArn?: string;
  assignedVariables?: JsonObject;
  parameters?: Json;
  region?: string;
  resource?: string;
  resourceType?: string;
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
  error?: string;
  cause?: string;
  location?: string;
  state?: string;
  redriveCount?: number;
};

export type HistoryEvent = {
  id: number;
  previousEventId: number;
  type: HistoryEventType;
  /** ISO 8601, UTC. */
  timestamp: string;
} & HistoryDetails;
