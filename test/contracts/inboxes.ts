// What every store of inboxes does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Inboxes } from '../../lib/ports.ts';
import { type Closing, minute, noon, tenAtOnce } from './examples.ts';

type Opened = { inboxes: Inboxes } & Closing;

const hello = { id: 'run-1:hello:', at: noon, locale: 'en', title: 'Hello', body: 'Ana, welcome.' };
const later = { ...hello, id: 'run-1:later:', at: noon + minute, title: 'Later' };

export function inboxesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let inboxes: Inboxes;

  beforeEach(async () => {
    store = await make();
    ({ inboxes } = store);
  });
  afterEach(() => store.close());

  test('messages are read the newest first, no more than asked for', async () => {
    await inboxes.put('ana', hello);
    await inboxes.put('ana', later);

    expect(await inboxes.of('ana', 10)).toEqual([
      { ...later, readAt: null },
      { ...hello, readAt: null },
    ]);
    expect(await inboxes.of('ana', 1)).toMatchObject([{ title: 'Later' }]);
    expect(await inboxes.of('ben', 10)).toEqual([]);
  });

  test('the same message, put ten times, is there once, as it was first', async () => {
    await inboxes.put('ana', hello);
    await tenAtOnce(() => inboxes.put('ana', { ...hello, title: 'Hello again' }));

    expect(await inboxes.of('ana', 10)).toEqual([{ ...hello, readAt: null }]);
  });

  test('what was read keeps the moment at which it was read first', async () => {
    await inboxes.put('ana', hello);
    expect(await inboxes.markRead('ana', hello.id, noon + minute)).toBe(true);
    expect(await inboxes.markRead('ana', hello.id, noon + 2 * minute)).toBe(true);
    await inboxes.put('ana', hello);

    expect(await inboxes.of('ana', 10)).toEqual([{ ...hello, readAt: noon + minute }]);
  });

  test('what is not there, or another customer’s, cannot be read', async () => {
    await inboxes.put('ana', hello);
    expect(await inboxes.markRead('ana', later.id, noon)).toBe(false);
    expect(await inboxes.markRead('ben', hello.id, noon)).toBe(false);
  });
}
