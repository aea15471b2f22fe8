// The branches that a run took. Step Functions tells no variables when it describes an execution, but keeps each
// assignment in the execution's history.

import { paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import type { JsonObject } from '../customer/json.ts';

/** The machine's variable `taken` as it was assigned last: the history is read from its end, until it is found. */
export async function branchesTaken(client: SFNClient, executionArn: string): Promise<JsonObject> {
  const pages = paginateGetExecutionHistory({ client, pageSize: 1000 }, { executionArn, reverseOrder: true });
  for await (const { events = [] } of pages) {
    for (const { stateExitedEventDetails } of events) {
      const taken = stateExitedEventDetails?.assignedVariables?.taken;
      if (taken !== undefined) return { taken: JSON.parse(taken) };
    }
  }
  return {};
}
