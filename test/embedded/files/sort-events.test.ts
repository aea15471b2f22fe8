import { expect, test } from 'vitest';
import { parseMapping } from '../../../lib/embedded/files/mapping.ts';
import { loadEvents } from '../../../lib/embedded/files/sort-events.ts';
import { fileOf } from './temporary-file.ts';

const csv = parseMapping('id=no,customerId=c,at=t,total=n', { event: 'order.placed' });

function fail(): never {
  throw new Error('nothing should be rejected here');
}

test('events are sorted by time, then by file, then by line', async () => {
  const one = fileOf('no,c,t,n', 'b,1,2026-01-02,1', 'a,1,2026-01-01,1', 'c,1,2026-01-02,1');
  const two = fileOf('no,c,t,n', 'd,2,2026-01-02,1', 'e,2,2025-12-31,1');
  const sorted = await loadEvents([one, two], { csv }, fail);
  expect([...sorted].map((event) => event.id)).toEqual(['e', 'a', 'b', 'c', 'd']);
  expect([sorted.size, sorted.customers.size]).toEqual([5, 2]);
});

test("a customer's earliest row in all files is preceded by a registration at the same moment", async () => {
  const one = fileOf('no,c,t,n', 'b,1,2026-01-02,1', 'a,1,2026-01-01,9', 'c,2,2026-01-03,1');
  const two = fileOf('no,c,t,n', 'd,2,2026-01-01,1');
  const sorted = await loadEvents([one, two], { csv, first: 'customer.registered' }, fail);
  expect([...sorted].map((event) => event.id)).toEqual(['a:first', 'a', 'd:first', 'd', 'b', 'c']);
  expect([...sorted][0]).toEqual({
    id: 'a:first',
    type: 'customer.registered',
    customerId: '1',
    at: Date.parse('2026-01-01'),
    properties: {},
    depth: 0,
  });
  expect(sorted.size).toBe(6);
});

test('rejected lines are told, and count as no event', async () => {
  const rejected: number[] = [];
  const file = fileOf('no,c,t,n', 'a,1,yesterday,1', 'b,1,2026-01-02,1');
  const sorted = await loadEvents([file], { csv, first: 'customer.registered' }, ({ line }) =>
    rejected.push(line),
  );
  expect(rejected).toEqual([2]);
  expect([...sorted].map((event) => event.id)).toEqual(['b:first', 'b']);
});
