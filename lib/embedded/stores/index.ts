// The stores of the embedded runtime, on one database.

import type { Database } from '../database.ts';
import { createCalls } from './calls.ts';
import { createDecisions } from './decisions.ts';
import { createDue } from './due.ts';
import { createInboxes } from './inboxes.ts';
import { createMessages } from './messages.ts';
import { createPasses } from './passes.ts';
import { createPersonalData } from './personal-data.ts';
import { createProfiles } from './profiles.ts';
import { createRuns } from './runs.ts';
import { createSegments } from './segments.ts';
import { createTemplates } from './templates.ts';
import { createTimeline } from './timeline.ts';
import { createUnknownMessages } from './unknown-messages.ts';
import { createWaits } from './waits.ts';

export type Stores = ReturnType<typeof createStores>;

export function createStores(database: Database) {
  return {
    timeline: createTimeline(database),
    profiles: createProfiles(database),
    runs: createRuns(database),
    waits: createWaits(database),
    messages: createMessages(database),
    calls: createCalls(database),
    decisions: createDecisions(database),
    due: createDue(database),
    passes: createPasses(database),
    personalData: createPersonalData(database),
    segments: createSegments(database),
    templates: createTemplates(database),
    unknownMessages: createUnknownMessages(database),
    inboxes: createInboxes(database),
  };
}
