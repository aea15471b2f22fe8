// What every timeline does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Profiles, Timeline } from '../../lib/ports.ts';
import { anEvent, type Closing, countOrder, leaveAsIs, minute, noon, tenAtOnce } from './examples.ts';

type Opened = { timeline: Timeline; profiles: Profiles } & Closing;

export function timelineContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let timeline: Timeline;
  let profiles: Profiles;

  beforeEach(async () => {
    store = await make();
    ({ timeline, profiles } = store);
  });
  afterEach(() => store.close());

  async function readIds(query: Parameters<Timeline['read']>[1]): Promise<string[]> {
    return (await timeline.read('ana', query)).map((event) => event.id);
  }

  test('a recorded event is found again as it came, with its place', async () => {
    const { event, again, done } = await timeline.record(anEvent(), leaveAsIs);

    expect(event).toEqual({ ...anEvent(), seq: 1 });
    expect({ again, done }).toEqual({ again: false, done: false });
    expect(await timeline.get('ana', 'order-1-placed')).toEqual(event);
    expect(await timeline.get('ana', 'order-2-placed')).toBeUndefined();
    expect(await timeline.get('ben', 'order-1-placed')).toBeUndefined();
  });

  test("a customer's events are numbered as they arrive, upwards from one", async () => {
    const first = await timeline.record(anEvent(), leaveAsIs);
    await timeline.record(anEvent({ customerId: 'ben' }), leaveAsIs);
    const second = await timeline.record(anEvent({ id: 'order-0-placed', at: noon - minute }), leaveAsIs);

    expect(first.event.seq).toBe(1);
    expect(second.event.seq).toBeGreaterThan(first.event.seq);
  });

  test('an event changes the profile of its customer in the same go', async () => {
    const { profile } = await timeline.record(anEvent(), countOrder);

    expect(profile.attributes).toEqual({ orders: 1 });
    expect(await profiles.get('ana')).toEqual(profile);
    expect(await profiles.get('ben')).toBeUndefined();
  });

  test('a customer is known from the first event on, even if it changes nothing', async () => {
    await timeline.record(anEvent(), leaveAsIs);

    expect(await profiles.get('ana')).toEqual({ id: 'ana', attributes: {}, consent: {}, changedAt: {} });
  });

  test('an event whose change fails leaves no trace', async () => {
    const failing = timeline.record(anEvent(), () => {
      throw new Error('no such tier');
    });

    await expect(failing).rejects.toThrow('no such tier');
    expect(await timeline.get('ana', 'order-1-placed')).toBeUndefined();
    expect(await profiles.get('ana')).toBeUndefined();
    expect((await timeline.record(anEvent(), countOrder)).again).toBe(false);
  });

  test('an event that comes again stays as it was and changes nothing', async () => {
    const first = await timeline.record(anEvent(), countOrder);
    await timeline.record(anEvent({ id: 'order-2-placed' }), countOrder);

    const second = await timeline.record(anEvent({ properties: { total: 1 } }), countOrder);

    expect(second.event).toEqual(first.event);
    expect(second).toMatchObject({ again: true, done: false });
    expect(second.profile.attributes).toEqual({ orders: 2 });
  });

  test('once an event is done, its copies are known to be done', async () => {
    const { event } = await timeline.record(anEvent(), leaveAsIs);
    await timeline.markDone(event);
    await timeline.markDone(event);

    expect(await timeline.record(anEvent(), leaveAsIs)).toMatchObject({ again: true, done: true });
    expect(await timeline.get('ana', event.id)).toEqual(event);
  });

  test('ten copies of one event at once are one event, and count once', async () => {
    const recorded = await tenAtOnce(() => timeline.record(anEvent(), countOrder));

    expect(new Set(recorded.map(({ event }) => event.seq)).size).toBe(1);
    expect(recorded.filter(({ again }) => !again)).toHaveLength(1);
    expect((await profiles.get('ana'))?.attributes).toEqual({ orders: 1 });
    expect(await readIds({ types: ['order.placed'] })).toEqual(['order-1-placed']);
  });

  test('ten events of a customer at once all count, each in a place of its own', async () => {
    const recorded = await tenAtOnce((nth) => timeline.record(anEvent({ id: `order-${nth}` }), countOrder));

    expect(new Set(recorded.map(({ event }) => event.seq)).size).toBe(10);
    expect((await profiles.get('ana'))?.attributes).toEqual({ orders: 10 });
  });

  test('two customers may have events of the same id', async () => {
    await timeline.record(anEvent(), countOrder);
    const bens = await timeline.record(anEvent({ customerId: 'ben' }), countOrder);

    expect(bens.again).toBe(false);
    expect(await readIds({ types: ['order.placed'] })).toEqual(['order-1-placed']);
  });

  test('events are read in order of time, and of arrival within an instant', async () => {
    await timeline.record(anEvent({ id: 'second' }), leaveAsIs);
    await timeline.record(anEvent({ id: 'third' }), leaveAsIs);
    await timeline.record(anEvent({ id: 'late', at: noon - minute }), leaveAsIs);
    await timeline.record(anEvent({ id: 'before 1970', at: -minute }), leaveAsIs);

    expect(await readIds({ types: ['order.placed'] })).toEqual(['before 1970', 'late', 'second', 'third']);
  });

  test('several types are read as one sequence, other types left out', async () => {
    await timeline.record(
      anEvent({ id: 'delivered', type: 'order.delivered', at: noon + minute }),
      leaveAsIs,
    );
    await timeline.record(anEvent({ id: 'viewed', type: 'product.viewed' }), leaveAsIs);
    await timeline.record(anEvent({ id: 'placed' }), leaveAsIs);
    await timeline.record(anEvent({ id: 'placed again', at: noon + 2 * minute }), leaveAsIs);

    const types = ['order.delivered', 'order.placed', 'order.placed'];
    expect(await readIds({ types: new Set(types) })).toEqual(['placed', 'delivered', 'placed again']);
    expect(await readIds({ types })).toEqual(['placed', 'delivered', 'placed again']);
    expect(await readIds({ types: [] })).toEqual([]);
  });

  test('reading begins after one position and ends with another', async () => {
    const positions = [];
    for (const id of ['a', 'b', 'c', 'd']) {
      positions.push((await timeline.record(anEvent({ id }), leaveAsIs)).event);
    }
    const [, b, c] = positions.map(({ at, seq }) => ({ at, seq }));
    if (!b || !c) throw new Error('four events were recorded');
    const types = ['order.placed'];

    expect(await readIds({ types, after: b })).toEqual(['c', 'd']);
    expect(await readIds({ types, upTo: c })).toEqual(['a', 'b', 'c']);
    expect(await readIds({ types, after: b, upTo: c })).toEqual(['c']);
    expect(await readIds({ types, after: c, upTo: c })).toEqual([]);
    expect(await readIds({ types, after: { at: noon, seq: 0 } })).toEqual(['a', 'b', 'c', 'd']);
    expect(await readIds({ types, upTo: { at: noon, seq: 0 } })).toEqual([]);
  });
}
