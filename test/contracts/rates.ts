// What every store of rates and pauses does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayOf } from '../../lib/journey/deliverability/rates.ts';
import type { Messages, NotedMessageFate, Pause, Pauses, Rates, Runs } from '../../lib/ports.ts';
import { aRun, type Closing, day, noon, tenAtOnce } from './examples.ts';

type Opened = { rates: Rates; pauses: Pauses; messages: Messages; runs: Runs } & Closing;

const today = dayOf(noon);

const pause: Pause = { journeyId: 'welcome', reason: 'too many complaints', by: 'rates', at: noon };

const bounced: NotedMessageFate = {
  customerId: 'ana',
  runId: 'welcome-1',
  journeyId: 'welcome',
  stepId: 'hello',
  visit: '',
  fate: 'bounced',
  at: noon,
  counts: 'bounced',
};

export function ratesContract(make: () => Promise<Opened>): void {
  let store: Opened;

  beforeEach(async () => {
    store = await make();
    await store.runs.claim(aRun({ id: bounced.runId, journeyId: 'welcome' }), 0);
  });
  afterEach(() => store.close());

  test('what is counted adds up by journey and day', async () => {
    const { rates } = store;
    for (const key of ['ana', 'ben', 'cem', 'dan']) await rates.count('welcome', noon, 'sent', key);
    await rates.count('welcome', noon, 'complained', 'ana');
    await rates.count('welcome', noon + day, 'sent', 'ana');
    await rates.count('offers', noon, 'bounced', 'ben');

    expect(await rates.since(today)).toEqual([
      { journeyId: 'offers', day: today, sent: 0, bounced: 1, complained: 0 },
      { journeyId: 'welcome', day: today, sent: 4, bounced: 0, complained: 1 },
      { journeyId: 'welcome', day: today + 1, sent: 1, bounced: 0, complained: 0 },
    ]);
    expect(await rates.since(today + 1)).toHaveLength(1);
    expect(await rates.since(today + 2)).toEqual([]);
  });

  test('of ten counts at once none is lost', async () => {
    await tenAtOnce(() => store.rates.count('welcome', noon, 'sent', 'ana'));

    expect(await store.rates.since(today)).toMatchObject([{ sent: 10 }]);
  });

  test('a fate is noted once, and counted once', async () => {
    const noted = await tenAtOnce(() => store.messages.noteFate(bounced));

    expect(noted.filter(Boolean)).toHaveLength(1);
    expect(await store.rates.since(today)).toMatchObject([{ journeyId: 'welcome', sent: 0, bounced: 1 }]);
  });

  test('a fate that does not count in the rates is noted all the same', async () => {
    expect(await store.messages.noteFate({ ...bounced, fate: 'opened', counts: null })).toBe(true);
    expect(await store.messages.noteFate({ ...bounced, fate: 'opened', counts: null })).toBe(false);

    expect(await store.rates.since(today)).toEqual([]);
  });

  test('a pause is in force until it is ended; a second one changes nothing', async () => {
    const { pauses } = store;
    expect(await pauses.all()).toEqual([]);
    expect(await pauses.pause(pause)).toBe(true);
    expect(await pauses.pause({ ...pause, reason: 'another' })).toBe(false);
    expect(await pauses.pause({ ...pause, journeyId: '' })).toBe(true);
    expect(await pauses.all()).toEqual([{ ...pause, journeyId: '' }, pause]);

    const baseline = { day: today, sent: 10, bounced: 0, complained: 2 };
    const resumption = { journeyId: 'welcome', by: 'operator', at: noon + 1, baseline };
    expect(await pauses.resume(resumption)).toBe(true);
    expect(await pauses.resume(resumption)).toBe(false);
    expect(await pauses.all()).toEqual([{ ...pause, journeyId: '' }]);
    expect(await pauses.resumptions()).toEqual([resumption]);
  });

  test('what was resumed may be paused again, and still knows of its resumption', async () => {
    const { pauses } = store;
    const baseline = { day: today, sent: 0, bounced: 0, complained: 0 };
    await pauses.pause(pause);
    await pauses.resume({ journeyId: 'welcome', by: 'operator', at: noon, baseline });
    expect(await pauses.pause({ ...pause, at: noon + 1 })).toBe(true);

    expect(await pauses.all()).toMatchObject([{ at: noon + 1 }]);
    expect(await pauses.resumptions()).toHaveLength(1);
  });
}
