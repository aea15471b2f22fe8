// What every store of passes does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Pass, Passes } from '../../lib/ports.ts';
import { type Closing, noon } from './examples.ts';

type Opened = { passes: Passes } & Closing;

const dates: Pass = { name: 'dates', version: 'a1', handled: 0, startedAt: noon, finishedAt: null };

export function passesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let passes: Passes;

  beforeEach(async () => {
    store = await make();
    ({ passes } = store);
  });
  afterEach(() => store.close());

  test('a pass is known by its name, as it was saved last', async () => {
    expect(await passes.get('dates')).toBeUndefined();

    await passes.save(dates);
    await passes.save({ ...dates, handled: 100, finishedAt: noon + 1 });

    expect(await passes.get('dates')).toEqual({ ...dates, handled: 100, finishedAt: noon + 1 });
  });

  test('all passes come by name; one that was dropped does not', async () => {
    await passes.save({ ...dates, name: 'segment:new' });
    await passes.save(dates);
    await passes.save({ ...dates, name: 'schedule:weekly:1' });
    await passes.drop('schedule:weekly:1');

    expect((await passes.all()).map(({ name }) => name)).toEqual(['dates', 'segment:new']);
  });
}
