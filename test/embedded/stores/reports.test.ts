import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { createMessages, type StoredMessages } from '../../../lib/embedded/stores/messages.ts';
import { createRuns, type StoredRuns } from '../../../lib/embedded/stores/runs.ts';
import { aMessage, aRun, minute, noon } from '../../contracts/examples.ts';

let database: Database;
let runs: StoredRuns;
let messages: StoredMessages;

beforeEach(async () => {
  database = openDatabase(':memory:', { durable: false });
  runs = createRuns(database);
  messages = createMessages(database);
  await runs.claim(aRun(), 0);
});
afterEach(() => database.close());

test('the outbox lists all messages in the order of decision, with what was said', async () => {
  const content = { locale: 'en', subject: 'Care tips', body: '<p>Let them dry slowly.</p>' };
  await messages.claim(aMessage({ stepId: 'tips', channel: 'email', at: noon + minute }));
  await messages.claim(aMessage({ stepId: 'all-well', status: 'held', reason: 'no consent to sms' }));
  await messages.record(aMessage({ stepId: 'tips', channel: 'email', status: 'sent' }), content);

  expect([...messages.all()]).toEqual([
    { message: aMessage({ stepId: 'tips', channel: 'email', status: 'sent', at: noon + minute }), content },
    { message: aMessage({ stepId: 'all-well', status: 'held', reason: 'no consent to sms' }), content: null },
  ]);
});

test('the report goes through the runs of all customers in order of entry, then journey', async () => {
  await runs.claim(aRun({ customerId: 'ben', entry: { at: noon - minute, seq: 2 } }), 0);
  await runs.claim(aRun({ id: 'a', journeyId: 'a-first-order' }), 0);

  expect([...runs.all()].map((run) => `${run.customerId} ${run.journeyId}`)).toEqual([
    'ben follow-up',
    'ana a-first-order',
    'ana follow-up',
  ]);
});
