// The state in which an execution failed: Step Functions does not tell it when it describes one, but its history ends
// with it.

import { paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';

/** A state has few events after it was entered, unless it was retried often. */
const PAGE = 100;

/** The state that was entered last. A redrive does a state again without entering it. Null if none was entered. */
export async function failedState(client: SFNClient, executionArn: string): Promise<string | null> {
  const pages = paginateGetExecutionHistory(
    { client, pageSize: PAGE },
    { executionArn, reverseOrder: true, includeExecutionData: false },
  );
  for await (const { events = [] } of pages) {
    for (const { stateEnteredEventDetails } of events) {
      if (stateEnteredEventDetails?.name !== undefined) return stateEnteredEventDetails.name;
    }
  }
  return null;
}
