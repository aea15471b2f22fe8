// The stores of the embedded runtime, on one database.

import type { Database } from '../database.ts';
import { createCalls } from './calls.ts';
import { createConsents } from './consents.ts';
import { createDecisions } from './decisions.ts';
import { createDue } from './due.ts';
import { createFrequencies } from './frequencies.ts';
import { createInboxes } from './inboxes.ts';
import { createMessages } from './messages.ts';
import { createPasses } from './passes.ts';
import { createPauses } from './pauses.ts';
import { createPersonalData } from './personal-data.ts';
import { createProfiles } from './profiles.ts';
import { createRates } from './rates.ts';
import { createRuns } from './runs.ts';
import { createSegments } from './segments.ts';
import { createSuppressions } from './suppressions.ts';
import { createTemplates } from './templates.ts';
import { createTimeline } from './timeline.ts';
import { createUnknownMessages } from './unknown-messages.ts';
import { createWaits } from './waits.ts';

export type Stores = ReturnType<typeof createStores>;

export function createStores(database: Database) {
  return {
    timeline: createTimeline(database),
    profiles: createProfiles(database),
    consents: createConsents(database),
    runs: createRuns(database),
    waits: createWaits(database),
    frequencies: createFrequencies(database),
    messages: createMessages(database),
    calls: createCalls(database),
    decisions: createDecisions(database),
    due: createDue(database),
    passes: createPasses(database),
    personalData: createPersonalData(database),
    segments: createSegments(database),
    suppressions: createSuppressions(database),
    rates: createRates(database),
    pauses: createPauses(database),
    templates: createTemplates(database),
    unknownMessages: createUnknownMessages(database),
    inboxes: createInboxes(database),
  };
}
