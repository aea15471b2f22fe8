// The stores of the AWS runtime, on one table.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../ports.ts';
import { createCalls } from './calls.ts';
import { createConsents } from './consents.ts';
import { createDecisions } from './decisions.ts';
import { createDue } from './due.ts';
import { createFrequencies } from './frequencies.ts';
import { createMessages } from './messages.ts';
import { openTable } from './open-table.ts';
import { createPasses } from './passes.ts';
import { createPauses } from './pauses.ts';
import { createProfiles } from './profiles.ts';
import { createRates } from './rates.ts';
import { createRuns } from './runs.ts';
import { createSegments } from './segments.ts';
import { createStamps } from './stamps.ts';
import { createSuppressions } from './suppressions.ts';
import { createTemplates } from './templates.ts';
import { createTimeline } from './timeline.ts';
import { createWaits } from './waits.ts';

export type Stores = ReturnType<typeof createStores>;

export function createStores(client: DynamoDBClient, tableName: string, clock: Clock) {
  const table = openTable(client, tableName);
  const nextNumber = createStamps(clock);
  return {
    timeline: createTimeline(table),
    profiles: createProfiles(table, clock),
    consents: createConsents(table),
    runs: createRuns(table, clock),
    waits: createWaits(table, nextNumber),
    messages: createMessages(table),
    frequencies: createFrequencies(table, clock),
    calls: createCalls(table, nextNumber),
    decisions: createDecisions(table, nextNumber),
    due: createDue(table, clock),
    passes: createPasses(table),
    segments: createSegments(table),
    suppressions: createSuppressions(table),
    rates: createRates(table),
    pauses: createPauses(table),
    templates: createTemplates(table),
  };
}
