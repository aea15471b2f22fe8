// Holds the DynamoDB stores to the contracts of the ports, on DynamoDB Local, with a fresh table for each test.

import { describe } from 'vitest';
import { createStores } from '../../../lib/aws/stores/index.ts';
import { callsContract } from '../../contracts/calls.ts';
import { consentsContract } from '../../contracts/consents.ts';
import { decisionsContract } from '../../contracts/decisions.ts';
import { dueContract } from '../../contracts/due.ts';
import { noon } from '../../contracts/examples.ts';
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
import { describeOnDynamoDB, openTestTable } from './dynamodb-local.ts';
import { salt } from './salt.ts';

async function make() {
  const { client, tableName, close } = await openTestTable();
  return { ...createStores(client, tableName, { now: () => noon }, salt), close };
}

describeOnDynamoDB('on DynamoDB', () => {
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
