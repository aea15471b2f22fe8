// Holds the SQLite stores to the contracts of the ports, in memory as for replays and in a durable file as for servers.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { createCalls } from '../../../lib/embedded/stores/calls.ts';
import { createConsents } from '../../../lib/embedded/stores/consents.ts';
import { createDecisions } from '../../../lib/embedded/stores/decisions.ts';
import { createDue } from '../../../lib/embedded/stores/due.ts';
import { createFrequencies } from '../../../lib/embedded/stores/frequencies.ts';
import { createInboxes } from '../../../lib/embedded/stores/inboxes.ts';
import { createMessages } from '../../../lib/embedded/stores/messages.ts';
import { createPasses } from '../../../lib/embedded/stores/passes.ts';
import { createPauses } from '../../../lib/embedded/stores/pauses.ts';
import { createPersonalData } from '../../../lib/embedded/stores/personal-data.ts';
import { createProfiles } from '../../../lib/embedded/stores/profiles.ts';
import { createRates } from '../../../lib/embedded/stores/rates.ts';
import { createRuns } from '../../../lib/embedded/stores/runs.ts';
import { createSegments } from '../../../lib/embedded/stores/segments.ts';
import { createSuppressions } from '../../../lib/embedded/stores/suppressions.ts';
import { createTemplates } from '../../../lib/embedded/stores/templates.ts';
import { createTimeline } from '../../../lib/embedded/stores/timeline.ts';
import { createUnknownMessages } from '../../../lib/embedded/stores/unknown-messages.ts';
import { createWaits } from '../../../lib/embedded/stores/waits.ts';
import { callsContract } from '../../contracts/calls.ts';
import { consentsContract } from '../../contracts/consents.ts';
import { decisionsContract } from '../../contracts/decisions.ts';
import { dueContract } from '../../contracts/due.ts';
import { frequenciesContract } from '../../contracts/frequencies.ts';
import { inboxesContract } from '../../contracts/inboxes.ts';
import { messagesContract } from '../../contracts/messages.ts';
import { passesContract } from '../../contracts/passes.ts';
import { personalDataContract } from '../../contracts/personal-data.ts';
import { profilesContract } from '../../contracts/profiles.ts';
import { ratesContract } from '../../contracts/rates.ts';
import { runsContract } from '../../contracts/runs.ts';
import { segmentsContract } from '../../contracts/segments.ts';
import { suppressionsContract } from '../../contracts/suppressions.ts';
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
    consents: createConsents(database),
    runs: createRuns(database),
    waits: createWaits(database),
    messages: createMessages(database),
    frequencies: createFrequencies(database),
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
    close: async () => close(),
  };
}

describe.each([
  ['in memory', inMemory],
  ['in a durable file', inFile],
] as const)('on SQLite %s', (_, make) => {
  describe('the timeline', () => timelineContract(make));
  describe('profiles', () => profilesContract(make));
  describe('the evidence of consent', () => consentsContract(make));
  describe('runs', () => runsContract(make));
  describe('waits', () => waitsContract(make));
  describe('frequencies', () => frequenciesContract(make));
  describe('messages', () => messagesContract(make));
  describe('inboxes', () => inboxesContract(make));
  describe('unknown messages', () => unknownMessagesContract(make));
  describe('calls of webhooks', () => callsContract(make));
  describe('decisions', () => decisionsContract(make));
  describe('the due index', () => dueContract(make));
  describe('passes', () => passesContract(make));
  describe('personal data', () => personalDataContract(make));
  describe('segments', () => segmentsContract(make));
  describe('suppressions', () => suppressionsContract(make));
  describe('rates and pauses', () => ratesContract(make));
  describe('templates', () => templatesContract(make));
});
