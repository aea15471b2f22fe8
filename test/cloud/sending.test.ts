// Quiet hours and caps in the cloud: a message waits in its execution, is decided anew, and goes out once.

import { describe, expect, inject, test } from 'vitest';
import { formatInstant } from '../../lib/customer/time.ts';
import { eventually, openStage } from './stage.ts';
import { daysForZZ } from './workflows.ts';

describe.skipIf(!inject('cloud'))('a message in quiet days', () => {
  test('waits for the next day that is not quiet, goes out once, and is counted', async () => {
    const { put, stores, mails } = openStage('days');
    const email = 'zita@example.com';
    const properties = { email, consent: { email: true }, country: 'ZZ', timezone: 'Asia/Tokyo' };
    await put([{ type: 'customer.updated', customerId: 'zita', properties }]);
    await eventually(
      () => stores.profiles.get('zita'),
      (profile) => profile?.attributes.country === 'ZZ',
    );
    await put([{ type: 'door.opened', customerId: 'zita' }]);
    const run = await eventually(
      async () => (await stores.runs.of('zita'))[0],
      (one) => one?.status === 'completed',
      120,
    );
    expect((await mails(email)).map(({ subject }) => subject)).toEqual(['hello']);

    const decisions = await stores.decisions.of('zita', 'greeter');
    const waits = decisions.filter(({ outcome }) => outcome === 'postponed');
    for (const { reason } of waits) expect(reason).toContain('quiet-hours');
    const sent = decisions.find(({ outcome }) => outcome === 'sent');
    const inTokyo = formatInstant((sent?.at ?? 0) + 9 * 3_600_000);
    expect(daysForZZ).toContain(inTokyo.slice(8, 10));

    const { frequency } = await stores.frequencies.of('zita');
    expect(frequency.waiting).toEqual([]);
    expect(frequency.sends).toMatchObject([{ key: `${run?.id}:hello:1`, channel: 'email' }]);
  });
});
