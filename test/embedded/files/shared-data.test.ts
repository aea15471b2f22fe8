// The real data beside the project, where it is there.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseMapping } from '../../../lib/embedded/files/mapping.ts';
import { loadEvents } from '../../../lib/embedded/files/sort-events.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const absent = !existsSync(folder);
const unless = absent ? ' (skipped: there is no folder ../shared/data)' : '';

test.skipIf(absent)(`the purchases at CDNOW are read whole, with a registration each${unless}`, async () => {
  const csv = parseMapping('customerId=customer_id,at=date,total=usd,quantity=cds', {
    event: 'order.placed',
  });
  const rejected: unknown[] = [];
  const options = { csv, first: 'customer.registered' };
  const sorted = await loadEvents([`${folder}cdnow_master.csv.gz`], options, (line) => rejected.push(line));
  expect(rejected).toEqual([]);
  expect(sorted.customers.size).toBe(23_570);
  expect(sorted.size).toBe(69_659 + 23_570);
  const ids = new Set<string>();
  let total = 0;
  for (const { id, properties } of sorted) {
    ids.add(id);
    total += typeof properties.total === 'number' ? properties.total : 0;
  }
  expect(ids.size).toBe(sorted.size);
  expect(total).toBeCloseTo(2_500_315.63, 2);
});

test.skipIf(absent)(
  `the views, carts and purchases of REES46 are read with their duplicates${unless}`,
  async () => {
    const columns = 'type=event_type,customerId=user_id,at=event_time,productId=product_id,price=price';
    const csv = parseMapping(columns, { types: 'view=product.viewed,cart=cart.added,purchase=order.placed' });
    const rejected: unknown[] = [];
    const file = `${folder}rees46_2019-10-01_0000-0250.csv.gz`;
    const sorted = await loadEvents([file], { csv }, (line) => rejected.push(line));
    expect(rejected).toEqual([]);
    expect(sorted.size).toBe(17_434);
    const events = [...sorted];
    expect(new Set(events.map(({ id, ...rest }) => JSON.stringify(rest))).size).toBeLessThan(17_434);
    expect(events[0]?.at).toBe(Date.parse('2019-10-01T00:00:00Z'));
    expect(events[0]?.properties).toEqual({ productId: 44600062, price: 35.79 });
  },
);
