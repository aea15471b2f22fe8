// What every profile store does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Profiles } from '../../lib/ports.ts';
import { type Closing, countOrder, leaveAsIs, tenAtOnce } from './examples.ts';

type Opened = { profiles: Profiles } & Closing;

export function profilesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let profiles: Profiles;

  beforeEach(async () => {
    store = await make();
    ({ profiles } = store);
  });
  afterEach(() => store.close());

  test('nothing is known of a customer who never came', async () => {
    expect(await profiles.get('ana')).toBeUndefined();
  });

  test('the first change of a new customer begins with an empty profile', async () => {
    const profile = await profiles.change('ana', 'registration', (empty) => ({
      ...empty,
      email: 'ana@example.com',
      consent: { email: true },
      attributes: { pets: ['cat'], address: { city: 'Köln', floor: null } },
    }));

    expect(profile).toEqual({
      id: 'ana',
      email: 'ana@example.com',
      consent: { email: true },
      attributes: { pets: ['cat'], address: { city: 'Köln', floor: null } },
      changedAt: {},
    });
    expect(await profiles.get('ana')).toEqual(profile);
  });

  test('a change under a repeated key is made once, and the profile as it is now comes back', async () => {
    await profiles.change('ana', 'run-1/add-points', countOrder);
    await profiles.change('ana', 'run-2/add-points', countOrder);

    const repeated = await profiles.change('ana', 'run-1/add-points', countOrder);

    expect(repeated.attributes).toEqual({ orders: 2 });
    expect(await profiles.get('ana')).toEqual(repeated);
  });

  test('the same key changes each of two customers', async () => {
    await profiles.change('ana', 'import', countOrder);
    expect((await profiles.change('ben', 'import', countOrder)).attributes).toEqual({ orders: 1 });
  });

  test('a change that fails may be made again under its key', async () => {
    const failing = profiles.change('ana', 'import', () => {
      throw new Error('no such tier');
    });

    await expect(failing).rejects.toThrow('no such tier');
    expect(await profiles.get('ana')).toBeUndefined();
    expect((await profiles.change('ana', 'import', countOrder)).attributes).toEqual({ orders: 1 });
  });

  test('a change that changes nothing makes the customer known', async () => {
    await profiles.change('ana', 'import', leaveAsIs);
    expect(await profiles.get('ana')).toMatchObject({ id: 'ana' });
  });

  test('ten changes at once under one key are one', async () => {
    await tenAtOnce(() => profiles.change('ana', 'import', countOrder));
    expect((await profiles.get('ana'))?.attributes).toEqual({ orders: 1 });
  });

  test('of ten changes at once under ten keys none is lost', async () => {
    await tenAtOnce((nth) => profiles.change('ana', `import ${nth}`, countOrder));
    expect((await profiles.get('ana'))?.attributes).toEqual({ orders: 10 });
  });

  test('a page after another, everybody who is known comes once', async () => {
    const ids = Array.from({ length: 25 }, (_, nth) => `customer-${nth}`);
    for (const id of ids) await profiles.change(id, 'import', leaveAsIs);

    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await profiles.page(cursor, 10);
      expect(page.profiles.length).toBeLessThanOrEqual(10);
      seen.push(...page.profiles.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  test('where nobody is known, the first page is empty and the last', async () => {
    expect(await profiles.page('', 10)).toEqual({ profiles: [], next: null });
  });
}
