// What every store of suppressions does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { release, type Suppression, suppress } from '../../lib/journey/deliverability/standing.ts';
import type { Suppressions } from '../../lib/ports.ts';
import { type Closing, noon, tenAtOnce } from './examples.ts';

type Opened = { suppressions: Suppressions } & Closing;

const bounced: Suppression = { reason: 'hard-bounce', source: 'ses', at: noon, until: null };

export function suppressionsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let suppressions: Suppressions;

  beforeEach(async () => {
    store = await make();
    ({ suppressions } = store);
  });
  afterEach(() => store.close());

  const add = (address: string) =>
    suppressions.change('email', address, (standing) => suppress(standing, bounced));

  async function pages(atMost: number): Promise<string[][]> {
    const found: string[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await suppressions.page(cursor, atMost);
      found.push(page.standings.map(({ masked }) => masked));
      cursor = page.next;
    }
    return found;
  }

  test('of an address that nobody spoke of, nothing is known', async () => {
    expect(await suppressions.get('email', 'ana@example.com')).toBeUndefined();
  });

  test('an address is found however it is written, and on its channel alone', async () => {
    await add('Ana <Ana@EXAMPLE.com>');

    expect(await suppressions.get('email', ' ana@example.com ')).toMatchObject({ suppression: bounced });
    expect(await suppressions.get('push', 'ana@example.com')).toBeUndefined();
    expect(await suppressions.get('email', 'anna@example.com')).toBeUndefined();
  });

  test('the address itself is not kept', async () => {
    const standing = await add('ana.lopez@example.com');

    expect(JSON.stringify(standing)).not.toContain('ana.lopez');
    expect(standing.masked).toBe('an…@example.com');
  });

  test('a change that changes nothing leaves nothing behind', async () => {
    await suppressions.change('email', 'ana@example.com', (standing) => standing);

    expect(await suppressions.get('email', 'ana@example.com')).toBeUndefined();
  });

  test('of ten changes at once none is lost', async () => {
    await tenAtOnce((nth) =>
      suppressions.change('email', 'ana@example.com', (standing) => ({
        ...standing,
        softBounces: [...standing.softBounces, { id: String(nth), at: noon + nth, source: 'ses' }],
      })),
    );

    const standing = await suppressions.get('email', 'ana@example.com');
    expect(standing?.softBounces.map(({ id }) => Number(id)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('all that are suppressed come page by page, each once, and no others', async () => {
    const names = Array.from({ length: 25 }, (_, nth) => String.fromCharCode(97 + nth).repeat(2));
    for (const name of names) await add(`${name}@example.com`);
    await suppressions.change('sms', '+447700900123', (standing) => ({ ...standing, deliveredAt: noon }));

    const found = await pages(10);
    expect(found.every((page) => page.length <= 10)).toBe(true);
    expect(found.flat().sort()).toEqual(names.map((name) => `${name.slice(0, 1)}…@example.com`));
  });

  test('an address that was taken off the list is no longer listed, and may come back', async () => {
    await add('ana@example.com');
    await suppressions.change('email', 'ana@example.com', release);
    expect(await pages(10)).toEqual([[]]);

    await add('ana@example.com');
    expect((await pages(10)).flat()).toHaveLength(1);
  });
}
