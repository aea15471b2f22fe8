// What every store of runs and enrolments does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunEnd, Runs } from '../../lib/ports.ts';
import { aRun, type Closing, day, minute, noon, tenAtOnce } from './examples.ts';

type Opened = { runs: Runs } & Closing;

const completed: RunEnd = { status: 'completed', outcome: null, at: noon + day, splits: { offer: 'b' } };
const goal = { event: 'tier.upgraded', within: 'P30D' };

export function runsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let runs: Runs;

  beforeEach(async () => {
    store = await make();
    ({ runs } = store);
  });
  afterEach(() => store.close());

  async function watchedIds(): Promise<string[]> {
    return (await runs.watching('ana')).map((run) => run.id);
  }

  test('a claimed run is found again with all that it keeps', async () => {
    const run = aRun({ goal, goalUntil: noon + 30 * day });
    expect(await runs.claim(run, 0)).toBe(true);

    expect(await runs.get('ana', 'follow-up-1')).toEqual(run);
    expect(await runs.of('ana')).toEqual([run]);
    expect(await runs.get('ana', 'follow-up-2')).toBeUndefined();
    expect(await runs.get('ben', 'follow-up-1')).toBeUndefined();
  });

  test('a claim leaves an enrolment that names the run and its event', async () => {
    expect(await runs.enrolment('ana', 'follow-up', '')).toBeUndefined();
    await runs.claim(aRun(), 0);

    expect(await runs.enrolment('ana', 'follow-up', '')).toEqual({
      revision: 1,
      lastRunId: 'follow-up-1',
      lastEventId: 'order-1-placed',
      lastEntryAt: noon,
      lastStatus: 'active',
    });
  });

  test('a claim holds only at the revision that was read', async () => {
    await runs.claim(aRun(), 0);

    expect(await runs.claim(aRun({ id: 'follow-up-2' }), 0)).toBe(false);
    expect(await runs.claim(aRun({ id: 'follow-up-2' }), 2)).toBe(false);
    expect(await runs.get('ana', 'follow-up-2')).toBeUndefined();
    expect(await runs.claim(aRun({ id: 'follow-up-2', entry: { at: noon + day, seq: 9 } }), 1)).toBe(true);
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({
      revision: 2,
      lastRunId: 'follow-up-2',
      lastEntryAt: noon + day,
    });
  });

  test('a run that is there cannot be claimed again, and bars nothing by the attempt', async () => {
    await runs.claim(aRun(), 0);

    expect(await runs.claim(aRun(), 1)).toBe(false);
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({ revision: 1 });
  });

  test('each concurrency key, journey and customer has an enrolment of its own', async () => {
    await runs.claim(aRun({ id: 'r1', concurrencyKey: 'order-1' }), 0);

    expect(await runs.claim(aRun({ id: 'r2', concurrencyKey: 'order-2' }), 0)).toBe(true);
    expect(await runs.claim(aRun({ id: 'r3', journeyId: 'welcome', concurrencyKey: 'order-1' }), 0)).toBe(
      true,
    );
    expect(await runs.claim(aRun({ id: 'r1', customerId: 'ben', concurrencyKey: 'order-1' }), 0)).toBe(true);
    expect(await runs.enrolment('ana', 'follow-up', 'order-1')).toMatchObject({ lastRunId: 'r1' });
  });

  test('of ten claims at once one holds', async () => {
    const claims = await tenAtOnce((nth) => runs.claim(aRun({ id: `run-${nth}` }), 0));

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await runs.of('ana')).toHaveLength(1);
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({ revision: 1 });
  });

  test('of ten claims of one run at once one holds', async () => {
    const claims = await tenAtOnce(() => runs.claim(aRun(), 0));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('a run ends once, and its enrolment says so', async () => {
    await runs.claim(aRun(), 0);

    expect(await runs.end('ana', 'follow-up-1', completed)).toBe(true);
    expect(
      await runs.end('ana', 'follow-up-1', { ...completed, status: 'exited', outcome: 'returned' }),
    ).toBe(false);
    expect(await runs.get('ana', 'follow-up-1')).toEqual(
      aRun({ status: 'completed', endedAt: noon + day, splits: { offer: 'b' } }),
    );
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({
      revision: 1,
      lastStatus: 'completed',
    });
  });

  test('of ten ends at once one holds', async () => {
    await runs.claim(aRun(), 0);
    const ends = await tenAtOnce(() => runs.end('ana', 'follow-up-1', completed));
    expect(ends.filter(Boolean)).toHaveLength(1);
  });

  test('a run that does not exist, or is held out, cannot end', async () => {
    await runs.claim(aRun({ status: 'heldOut' }), 0);

    expect(await runs.end('ana', 'follow-up-1', completed)).toBe(false);
    expect(await runs.end('ana', 'follow-up-2', completed)).toBe(false);
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({ lastStatus: 'heldOut' });
  });

  test('an earlier run that ends late leaves the enrolment to the last one', async () => {
    await runs.claim(aRun(), 0);
    await runs.claim(aRun({ id: 'follow-up-2' }), 1);
    await runs.end('ana', 'follow-up-1', completed);

    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({
      lastRunId: 'follow-up-2',
      lastStatus: 'active',
    });
  });

  const broken: RunEnd = {
    status: 'failed',
    outcome: 'TerminalError',
    at: noon + day,
    splits: { offer: 'b' },
  };
  const redriven = { count: 1, at: noon + 2 * day };

  test('a failed run that is reopened is active again, watched and barring as before it failed', async () => {
    await runs.claim(aRun(), 0);
    await runs.end('ana', 'follow-up-1', broken);

    expect(await runs.reopen('ana', 'follow-up-1', redriven)).toBe(true);
    expect(await runs.get('ana', 'follow-up-1')).toEqual(aRun({ redriven }));
    expect(await runs.of('ana')).toEqual([aRun({ redriven })]);
    expect(await runs.watching('ana')).toEqual([aRun({ redriven })]);
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({ lastStatus: 'active' });
  });

  test('a reopened run ends once more, and keeps that it was redriven', async () => {
    await runs.claim(aRun(), 0);
    await runs.end('ana', 'follow-up-1', broken);
    await runs.reopen('ana', 'follow-up-1', redriven);

    expect(await runs.end('ana', 'follow-up-1', completed)).toBe(true);
    expect(await runs.get('ana', 'follow-up-1')).toMatchObject({ status: 'completed', redriven });
    expect(await watchedIds()).toEqual([]);
  });

  test('a reopened run keeps what it converted', async () => {
    await runs.claim(aRun({ goal }), 0);
    await runs.end('ana', 'follow-up-1', broken);
    await runs.convert('ana', 'follow-up-1', noon + day);
    await runs.reopen('ana', 'follow-up-1', redriven);

    expect(await runs.get('ana', 'follow-up-1')).toMatchObject({ status: 'active', convertedAt: noon + day });
  });

  test('only a failed run can be reopened', async () => {
    await runs.claim(aRun(), 0);
    expect(await runs.reopen('ana', 'follow-up-1', redriven)).toBe(false);

    await runs.end('ana', 'follow-up-1', completed);
    expect(await runs.reopen('ana', 'follow-up-1', redriven)).toBe(false);
    expect(await runs.reopen('ana', 'no-such-run', redriven)).toBe(false);
    expect(await runs.get('ana', 'follow-up-1')).toMatchObject({ status: 'completed' });
  });

  test('a failed run after which the customer entered again cannot be reopened', async () => {
    await runs.claim(aRun(), 0);
    await runs.end('ana', 'follow-up-1', broken);
    await runs.claim(aRun({ id: 'follow-up-2', entry: { at: noon + day, seq: 9 } }), 1);

    expect(await runs.reopen('ana', 'follow-up-1', redriven)).toBe(false);
    expect(await runs.get('ana', 'follow-up-1')).toMatchObject({ status: 'failed' });
  });

  test('of a redrive and an entry at once one holds', async () => {
    await runs.claim(aRun(), 0);
    await runs.end('ana', 'follow-up-1', broken);

    const held = await Promise.all([
      runs.reopen('ana', 'follow-up-1', redriven),
      runs.claim(aRun({ id: 'follow-up-2', entry: { at: noon + day, seq: 9 } }), 1),
    ]);
    expect(held.filter(Boolean)).toHaveLength(1);
    const active = (await runs.of('ana')).filter(({ status }) => status === 'active');
    expect(active).toHaveLength(1);
  });

  test('of ten redrives at once one holds', async () => {
    await runs.claim(aRun(), 0);
    await runs.end('ana', 'follow-up-1', broken);

    const reopened = await tenAtOnce(() => runs.reopen('ana', 'follow-up-1', redriven));
    expect(reopened.filter(Boolean)).toHaveLength(1);
    expect(await runs.enrolment('ana', 'follow-up', '')).toMatchObject({ revision: 2 });
  });

  test('active runs are watched until they end', async () => {
    await runs.claim(aRun(), 0);
    expect(await runs.watching('ana')).toEqual([aRun()]);

    await runs.end('ana', 'follow-up-1', completed);
    expect(await watchedIds()).toEqual([]);
  });

  test('an ended run is watched further while its goal is open', async () => {
    await runs.claim(aRun({ goal }), 0);
    await runs.end('ana', 'follow-up-1', completed);
    expect(await watchedIds()).toEqual(['follow-up-1']);

    await runs.convert('ana', 'follow-up-1', noon + 2 * day);
    expect(await watchedIds()).toEqual([]);
  });

  test('a converted run is watched further while it is active', async () => {
    await runs.claim(aRun({ goal }), 0);
    await runs.convert('ana', 'follow-up-1', noon + minute);
    expect(await watchedIds()).toEqual(['follow-up-1']);

    await runs.end('ana', 'follow-up-1', completed);
    expect(await watchedIds()).toEqual([]);
  });

  test('a customer who is held out is watched for the goal only', async () => {
    await runs.claim(aRun({ id: 'without', journeyId: 'welcome', status: 'heldOut' }), 0);
    await runs.claim(aRun({ id: 'with', status: 'heldOut', goal }), 0);
    expect(await watchedIds()).toEqual(['with']);

    await runs.convert('ana', 'with', noon + day);
    expect(await watchedIds()).toEqual([]);
  });

  test('a run converts once', async () => {
    await runs.claim(aRun({ goal }), 0);

    const conversions = await tenAtOnce((nth) => runs.convert('ana', 'follow-up-1', noon + nth));
    expect(conversions.filter(Boolean)).toHaveLength(1);
    const convertedAt = noon + conversions.indexOf(true);
    expect(await runs.get('ana', 'follow-up-1')).toMatchObject({ convertedAt, status: 'active' });
    expect(await runs.convert('ana', 'no-such-run', noon)).toBe(false);
  });

  test('runs come in order of entry, and of journey where one event started several', async () => {
    await runs.claim(aRun({ id: 'a', journeyId: 'welcome', entry: { at: noon, seq: 2 } }), 0);
    await runs.claim(aRun({ id: 'b', journeyId: 'tier-sprint', entry: { at: noon, seq: 2 } }), 0);
    await runs.claim(aRun({ id: 'c', journeyId: 'win-back', entry: { at: noon, seq: 1 } }), 0);
    await runs.claim(aRun({ id: 'd', entry: { at: noon - minute, seq: 3 } }), 0);

    expect(await watchedIds()).toEqual(['d', 'c', 'b', 'a']);
    expect((await runs.of('ana')).map((run) => run.id)).toEqual(['d', 'c', 'b', 'a']);
  });

  /** The ids of all that seem active, in pages of at most so many. */
  async function activeIds(claimedBefore: number, atMost = 10): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { runs: page, next } = await runs.active(claimedBefore, cursor, atMost);
      expect(page.length).toBeLessThanOrEqual(atMost);
      ids.push(...page.map(({ id }) => id));
      cursor = next;
    }
    return ids.sort();
  }

  test('active runs of all customers are listed with what is asked of them, and held out ones are not', async () => {
    await runs.claim(aRun(), 0);
    await runs.claim(aRun({ id: 'kept-out', customerId: 'cem', status: 'heldOut', goal }), 0);

    expect(await runs.active(noon + minute, '', 10)).toEqual({
      runs: [{ customerId: 'ana', id: 'follow-up-1', journeyId: 'follow-up', claimedAt: noon }],
      next: null,
    });
  });

  test('a run is listed as active until it ends, whether it converts or not', async () => {
    await runs.claim(aRun({ goal }), 0);
    await runs.convert('ana', 'follow-up-1', noon + minute);
    expect(await activeIds(noon + day)).toEqual(['follow-up-1']);

    await runs.end('ana', 'follow-up-1', completed);
    expect(await activeIds(noon + day)).toEqual([]);
  });

  test('a run that ends before it converts is not listed again', async () => {
    await runs.claim(aRun({ goal }), 0);
    await runs.end('ana', 'follow-up-1', completed);
    await runs.convert('ana', 'follow-up-1', noon + minute);
    expect(await activeIds(noon + day)).toEqual([]);
  });

  test('of active runs, those are listed that were claimed before a moment, whenever they entered', async () => {
    const late = { entry: { at: noon - 30 * day, seq: 1 } };
    await runs.claim(aRun({ id: 'r1', claimedAt: noon }), 0);
    await runs.claim(aRun({ id: 'r2', journeyId: 'welcome', claimedAt: noon + minute, ...late }), 0);

    expect(await activeIds(noon)).toEqual([]);
    expect(await activeIds(noon + 1)).toEqual(['r1']);
    expect(await activeIds(noon + minute)).toEqual(['r1']);
    expect(await activeIds(noon + minute + 1)).toEqual(['r1', 'r2']);
  });

  test.each([1, 2, 7, 40])('active runs are each listed once, in pages of %i', async (atMost) => {
    const ids = Array.from({ length: 40 }, (_, nth) => `run-${String(nth).padStart(2, '0')}`);
    // Some are at the same moment, and a customer's id may have signs that keys and cursors are made of.
    for (const [nth, id] of ids.entries()) {
      await runs.claim(
        aRun({ id, customerId: `c/${nth % 7}#`, concurrencyKey: id, claimedAt: noon + (nth % 3) }),
        0,
      );
    }

    expect(await activeIds(noon + minute, atMost)).toEqual(ids);
  });
}
