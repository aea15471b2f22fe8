// Holds the SQLite stores to the contracts of the ports, in memory as for replays and in a durable file as for servers.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { createCalls } from '../../../lib/embedded/stores/calls.ts';
import { createDecisions } from '../../../lib/embedded/stores/decisions.ts';
import { createDue } from '../../../lib/embedded/stores/due.ts';
import { createInboxes } from '../../../lib/embedded/stores/inboxes.ts';
import { createMessages } from '../../../lib/embedded/stores/messages.ts';
import { createPasses } from '../../../lib/embedded/stores/passes.ts';
import { createPersonalData } from '../../../lib/embedded/stores/personal-data.ts';
import { createProfiles } from '../../../lib/embedded/stores/profiles.ts';
import { createRuns } from '../../../lib/embedded/stores/runs.ts';
import { createSegments } from '../../../lib/embedded/stores/segments.ts';
import { createTemplates } from '../../../lib/embedded/stores/templates.ts';
import { createTimeline } from '../../../lib/embedded/stores/timeline.ts';
import { createUnknownMessages } from '../../../lib/embedded/stores/unknown-messages.ts';
import { createWaits } from '../../../lib/embedded/stores/waits.ts';
import { callsContract } from '../../contracts/calls.ts';
import { decisionsContract } from '../../contracts/decisions.ts';
import { dueContract } from '../../contracts/due.ts';
import { inboxesContract } from '../../contracts/inboxes.ts';
import { messagesContract } from '../../contracts/messages.ts';
import { passesContract } from '../../contracts/passes.ts';
import { personalDataContract } from '../../contracts/personal-data.ts';
import { profilesContract } from '../../contracts/profiles.ts';
import { runsContract } from '../../contracts/runs.ts';
import { segmentsContract } from '../../contracts/segments.ts';
import { templatesContract } from '../../contracts/templates.ts';
import { timelineContract } from '../../contracts/timeline.ts';
import { unknownMessagesContract } from '../../contracts/unknown-messages.ts';
import { waitsContract } from '../../contracts/waits.ts';

async function inMemory() {
  const database = openDatabase(':memory:', { durable: false });
  return storesOf(database, () => database.close());
}

async function inFile() {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
  const database = openDatabase(join(folder, 'milepost.db'), { durable: true });
  return storesOf(database, () => {
    database.close();
    rmSync(folder, { recursive: true });
  });
}

function storesOf(database: Database, close: () => void) {
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
    close: async () => close(),
  };
}

describe.each([
  ['in memory', inMemory],
  ['in a durable file', inFile],
] as const)('on SQLite %s', (_, make) => {
  describe('the timeline', () => timelineContract(make));
  describe('profiles', () => profilesContract(make));
  describe('runs', () => runsContract(make));
  describe('waits', () => waitsContract(make));
  describe('messages', () => messagesContract(make));
  describe('inboxes', () => inboxesContract(make));
  describe('unknown messages', () => unknownMessagesContract(make));
  describe('calls of webhooks', () => callsContract(make));
  describe('decisions', () => decisionsContract(make));
  describe('the due index', () => dueContract(make));
  describe('passes', () => passesContract(make));
  describe('personal data', () => personalDataContract(make));
  describe('segments', () => segmentsContract(make));
  describe('templates', () => templatesContract(make));
});
