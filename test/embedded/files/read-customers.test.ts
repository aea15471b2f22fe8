import { expect, test } from 'vitest';
import { readCustomers } from '../../../lib/embedded/files/read-customers.ts';
import { collect, fileOf } from './temporary-file.ts';

test('a line is a customer, and one in an unknown zone is rejected while the others go through', async () => {
  const file = fileOf(
    '{"id":"1","attributes":{"tier":"gold"},"timezone":"Asia/Kolkata","locale":"en","consent":{"email":true}}',
    '{"id":"2","timezone":"Asia/Atlantis"}',
    '{"id":"3","consent":{"email":"yes"}}',
    '{"id":"4"}',
  );
  const entries = await collect(readCustomers(file));
  expect(entries.map((entry) => (entry.kind === 'customer' ? entry.customer.id : entry.problem))).toEqual([
    '1',
    '"timezone": "Asia/Atlantis" is no time zone; use a name of the IANA database, for example Europe/Berlin',
    '"consent.email": must be true or false, or { "given": true or false } with any of "at", "source", "purpose" and "text"',
    '4',
  ]);
});
