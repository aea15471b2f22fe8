// The stores of the AWS runtime, on one table.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Periods } from '../../journey/retention.ts';
import type { Clock } from '../../ports.ts';
import { createCalls } from './calls.ts';
import { createConsents } from './consents.ts';
import { createDecisions } from './decisions.ts';
import { createDue } from './due.ts';
import { createFrequencies } from './frequencies.ts';
import { createInboxes } from './inboxes.ts';
import { createMessages } from './messages.ts';
import { openTable } from './open-table.ts';
import { createPasses } from './passes.ts';
import { createPauses } from './pauses.ts';
import { createPersonalData } from './personal-data.ts';
import { createProfiles } from './profiles.ts';
import { createRates } from './rates.ts';
import { createRuns } from './runs.ts';
import { createSegments } from './segments.ts';
import { createStamps } from './stamps.ts';
import { createSuppressions } from './suppressions.ts';
import { createTemplates } from './templates.ts';
import { createTimeline } from './timeline.ts';
import { createTombstones, noSalt, type Salt } from './tombstones.ts';
import { createUnknownMessages } from './unknown-messages.ts';
import { createWaits } from './waits.ts';

export type Stores = ReturnType<typeof createStores>;

/** `salt` is for functions that make customers known, or erase them; `periods` is how long records are kept. */
export function createStores(
  client: DynamoDBClient,
  tableName: string,
  clock: Clock,
  salt: Salt = noSalt,
  periods: Periods = {},
) {
  const table = openTable(client, tableName);
  const tombstones = createTombstones(table, salt);
  const nextNumber = createStamps(clock);
  return {
    timeline: createTimeline(table, tombstones, clock, periods),
    profiles: createProfiles(table, clock, tombstones),
    consents: createConsents(table),
    runs: createRuns(table, clock, periods),
    waits: createWaits(table, nextNumber),
    messages: createMessages(table, periods),
    frequencies: createFrequencies(table, clock),
    calls: createCalls(table, nextNumber, periods),
    decisions: createDecisions(table, nextNumber, periods),
    due: createDue(table, clock),
    passes: createPasses(table),
    personalData: createPersonalData(table, tombstones),
    segments: createSegments(table),
    suppressions: createSuppressions(table),
    rates: createRates(table),
    pauses: createPauses(table),
    templates: createTemplates(table),
    unknownMessages: createUnknownMessages(table),
    inboxes: createInboxes(table),
  };
}
