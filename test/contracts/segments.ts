// What every store of segments' members does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Membership, Segments } from '../../lib/ports.ts';
import { anEvent, type Closing, noon, tenAtOnce } from './examples.ts';

type Opened = { segments: Segments } & Closing;

const isNew: Membership = {
  customerId: 'ana',
  segmentId: 'new',
  inside: true,
  since: noon,
  revision: 1,
  version: 'a1b2c3d4e5f6',
  changesAt: noon + 1000,
  untold: null,
};

export function segmentsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let segments: Segments;

  beforeEach(async () => {
    store = await make();
    ({ segments } = store);
  });
  afterEach(() => store.close());

  test('what is known of a customer comes for all segments, and of nobody else', async () => {
    const untold = anEvent({ type: 'segment.left' });
    const active = { ...isNew, segmentId: 'active', inside: false, changesAt: null, untold };
    await segments.save(isNew);
    await segments.save(active);
    await segments.save({ ...isNew, customerId: 'ben' });

    const known = await segments.of('ana');
    expect(known).toHaveLength(2);
    expect(known).toEqual(expect.arrayContaining([isNew, active]));
    expect(await segments.of('nobody')).toEqual([]);
  });

  test('a membership is kept on top of the one before it, and of no other', async () => {
    expect(await segments.save(isNew)).toBe(true);
    expect(await segments.save({ ...isNew, inside: false })).toBe(false);
    expect(await segments.save({ ...isNew, inside: false, revision: 3 })).toBe(false);
    expect(await segments.of('ana')).toEqual([isNew]);

    const left = { ...isNew, inside: false, revision: 2, changesAt: null };
    expect(await segments.save(left)).toBe(true);
    expect(await segments.of('ana')).toEqual([left]);
  });

  test('a second revision of what is not there is refused', async () => {
    expect(await segments.save({ ...isNew, revision: 2 })).toBe(false);
    expect(await segments.of('ana')).toEqual([]);
  });

  test('of ten who change it at once, one does', async () => {
    await segments.save(isNew);
    const saved = await tenAtOnce((nth) => segments.save({ ...isNew, since: noon + nth, revision: 2 }));
    expect(saved.filter(Boolean)).toHaveLength(1);
  });
}
