// One execution of a machine between two signals: plain JSON, kept as a row by the driver.

import type { Json, JsonObject } from '../../customer/json.ts';
import type { Service } from './machine.ts';

/** What an execution waits for; all moments in milliseconds since the epoch. */
export type Parked =
  /** A Wait state, or the delay before a task is tried again. */
  | { readonly kind: 'wait' | 'retry'; readonly until: number }
  /** A task's answer. */
  | {
      readonly kind: 'task';
      readonly service: Service;
      /** With which it is answered; only where it waits for a token. */
      readonly token?: string;
      readonly timeoutAt?: number;
      readonly heartbeatAt?: number;
      readonly heartbeatSeconds?: number;
    };

export type Execution = {
  readonly name: string;
  readonly startedAt: number;
  /** When it times out, whatever it does. */
  readonly expiresAt: number;
  readonly input: Json;
  /** The state it is in. */
  state: string;
  stateInput: Json;
  enteredAt: number;
  /** The event of that entry, as error causes cite it. */
  enteredEvent: number;
  variables: JsonObject;
  /** How often the execution was redriven; left out until it is. */
  redriveCount?: number;
  /** How often this state has been retried, and each of its retriers used. */
  retryCount: number;
  retries: readonly number[];
  /** Events in its history so far. */
  events: number;
  /** States entered and retries, as AWS bills them. */
  transitions: number;
  parked: Parked | null;
};

/** How an execution ended. `output` with SUCCEEDED, `error` and `cause` (where there is one) with the others. */
export type End =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | {
      readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      readonly error?: string;
      readonly cause?: string;
    };

/**
 * When a parked execution must hear `due`, in milliseconds since the epoch: the earliest of what it waits for, its
 * task's time-outs and the execution's own.
 */
export function dueAt({ parked, expiresAt }: Pick<Execution, 'parked' | 'expiresAt'>): number {
  if (parked === null) return expiresAt;
  if (parked.kind !== 'task') return Math.min(parked.until, expiresAt);
  return Math.min(parked.timeoutAt ?? expiresAt, parked.heartbeatAt ?? expiresAt, expiresAt);
}
