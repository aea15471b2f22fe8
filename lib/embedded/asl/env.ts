// What a driver gives to one call of advance(): the moment, chance, names for the context object, and who listens.

import type { Chance } from './expression/scope.ts';
import type { HistoryEvent } from './history-event.ts';

export type Env = Chance & {
  /** The machine's name, in the context object and in ARNs. */
  readonly machineName: string;
  /** A new task token. */
  token(): string;
  /** Called with each event of the history. Without it no event is made, only counted. */
  record?(event: HistoryEvent): void;
};

export const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

export const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/milepost`;

export function machineArn(machineName: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:${machineName}`;
}

export function executionArn(machineName: string, name: string): string {
  return `arn:aws:states:${REGION}:${ACCOUNT}:execution:${machineName}:${name}`;
}
