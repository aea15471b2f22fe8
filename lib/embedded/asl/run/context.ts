// The context object: what a state's expressions can know about their execution. Read field by field where an
// expression names one, since most do.

import type { Json, JsonObject } from '../../../customer/json.ts';
import { formatInstant } from '../../../customer/time.ts';
import { type Env, executionArn, machineArn, ROLE_ARN } from '../env.ts';
import type { Execution } from '../execution.ts';
import type { ContextSource } from '../expression/scope.ts';

type Known = { readonly execution: Execution; readonly env: Env };
type Fields = Readonly<Record<string, (known: Known) => Json>>;

const groups: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  [
    'Execution',
    {
      Id: ({ execution, env }) => executionArn(env.machineName, execution.name),
      Input: ({ execution }) => execution.input,
      Name: ({ execution }) => execution.name,
      RoleArn: () => ROLE_ARN,
      StartTime: ({ execution }) => formatInstant(execution.startedAt),
      RedriveCount: ({ execution }) => execution.redriveCount ?? 0,
    },
  ],
  [
    'State',
    {
      Name: ({ execution }) => execution.state,
      EnteredTime: ({ execution }) => formatInstant(execution.enteredAt),
      RetryCount: ({ execution }) => execution.retryCount,
    },
  ],
  [
    'StateMachine',
    {
      Id: ({ env }) => machineArn(env.machineName),
      Name: ({ env }) => env.machineName,
    },
  ],
]);

/** The context of a state at this moment; `token` where its task waits for one. */
export function contextOf(known: Known, token: string | undefined): ContextSource {
  return {
    whole() {
      const context: JsonObject = {};
      for (const [group, fields] of groups) context[group] = groupOf(fields, known);
      if (token !== undefined) context.Task = { Token: token };
      return context;
    },
    field(group, name) {
      if (group === 'Task') return name === 'Token' ? token : undefined;
      const fields = groups.get(group);
      return fields !== undefined && Object.hasOwn(fields, name) ? fields[name]?.(known) : undefined;
    },
  };
}

function groupOf(fields: Fields, known: Known): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, read]) => [name, read(known)]));
}
