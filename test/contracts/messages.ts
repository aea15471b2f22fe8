// What every store of messages does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Messages, Runs } from '../../lib/ports.ts';
import { aMessage, aRun, type Closing, minute, noon, tenAtOnce } from './examples.ts';

type Opened = { messages: Messages; runs: Runs } & Closing;

const content = { locale: 'en', body: 'Is all well with your shoes, Ana?' };

export function messagesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let messages: Messages;
  let runs: Runs;

  beforeEach(async () => {
    store = await make();
    ({ messages, runs } = store);
    await runs.claim(aRun(), 0);
  });
  afterEach(() => store.close());

  async function endRun(): Promise<void> {
    await runs.end('ana', 'follow-up-1', { status: 'exited', outcome: 'returned', at: noon, splits: {} });
  }

  test('a send is claimed once; whoever comes later learns who was first', async () => {
    expect(await messages.claim(aMessage())).toBe('claimed');
    expect(await messages.claim(aMessage({ channel: 'email', at: noon + minute }))).toEqual(aMessage());
  });

  test('of ten claims at once one may send', async () => {
    const claims = await tenAtOnce((nth) => messages.claim(aMessage({ at: noon + nth })));
    const first = aMessage({ at: noon + claims.indexOf('claimed') });

    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
    expect(claims.filter((claim) => claim !== 'claimed')).toEqual(Array(9).fill(first));
  });

  test('each step, visit and run sends its own', async () => {
    await runs.claim(aRun({ id: 'follow-up-2' }), 1);
    await messages.claim(aMessage());

    expect(await messages.claim(aMessage({ visit: '2' }))).toBe('claimed');
    expect(await messages.claim(aMessage({ stepId: 'care-tips' }))).toBe('claimed');
    expect(await messages.claim(aMessage({ runId: 'follow-up-2' }))).toBe('claimed');
  });

  test('a run that has ended, is held out or never was sends nothing', async () => {
    await runs.claim(aRun({ id: 'held-out', journeyId: 'welcome', status: 'heldOut' }), 0);
    await endRun();

    expect(await messages.claim(aMessage())).toBe('ended');
    expect(await messages.claim(aMessage({ status: 'held' }))).toBe('ended');
    expect(await messages.claim(aMessage({ runId: 'held-out' }))).toBe('ended');
    expect(await messages.claim(aMessage({ runId: 'no-such-run' }))).toBe('ended');
  });

  test('a message that was claimed before its run ended is still known', async () => {
    await messages.claim(aMessage());
    await endRun();

    expect(await messages.claim(aMessage())).toEqual(aMessage());
  });

  test('what became of a message is kept, even when its run has ended meanwhile', async () => {
    await messages.claim(aMessage());
    await endRun();
    const sent = aMessage({ status: 'sent', reason: 'consented to sms; taken by the provider' });
    await messages.record(sent, content);

    expect(await messages.claim(aMessage())).toEqual(sent);
  });

  test('a message may be recorded as failed or unknown, without content', async () => {
    await messages.claim(aMessage());
    await messages.record(aMessage({ status: 'unknown', reason: 'cut off while sending' }), null);
    expect(await messages.claim(aMessage())).toMatchObject({ status: 'unknown' });

    await messages.record(aMessage({ status: 'failed', reason: 'no such number' }), null);
    expect(await messages.claim(aMessage())).toMatchObject({ status: 'failed', reason: 'no such number' });
  });

  test('a message that nobody claimed cannot be recorded', async () => {
    await expect(messages.record(aMessage({ status: 'sent' }), content)).rejects.toThrow('never claimed');
  });

  test('a claim that is given up may be made again', async () => {
    await messages.claim(aMessage());
    await messages.release(aMessage());

    expect(await messages.claim(aMessage({ at: noon + minute }))).toBe('claimed');
  });

  test('a message that was sent cannot be given up', async () => {
    await messages.claim(aMessage());
    await messages.record(aMessage({ status: 'sent' }), content);
    await messages.release(aMessage());

    expect(await messages.claim(aMessage())).toMatchObject({ status: 'sent' });
  });

  test('a message held back is recorded in the place of the send', async () => {
    const held = aMessage({ status: 'held', reason: 'no consent to sms' });
    expect(await messages.claim(held)).toBe('claimed');
    expect(await messages.claim(aMessage())).toEqual(held);
  });

  test('a run knows which of its steps sent and which were held back', async () => {
    await messages.claim(aMessage({ stepId: 'invite' }));
    await messages.record(aMessage({ stepId: 'invite', status: 'sent' }), content);
    await messages.claim(aMessage({ stepId: 'progress', visit: '1', status: 'held' }));
    await messages.claim(aMessage({ stepId: 'progress', visit: '2' }));
    await messages.record(aMessage({ stepId: 'progress', visit: '2', status: 'sent' }), content);
    await messages.claim(aMessage({ stepId: 'still going out' }));
    await messages.claim(aMessage({ stepId: 'failed' }));
    await messages.record(aMessage({ stepId: 'failed', status: 'failed' }), null);

    expect(await messages.fates('ana', 'follow-up-1')).toEqual(
      new Map([
        ['invite', new Set(['sent'])],
        ['progress', new Set(['held', 'sent'])],
      ]),
    );
    expect(await messages.fates('ana', 'follow-up-2')).toEqual(new Map());
  });

  test('a run knows what feedback has told of its messages, and what follows from it', async () => {
    const noted = { customerId: 'ana', runId: 'follow-up-1', journeyId: 'follow-up', visit: '', at: noon };
    await messages.claim(aMessage({ stepId: 'invite' }));
    await messages.record(aMessage({ stepId: 'invite', status: 'sent' }), content);
    await messages.noteFate({ ...noted, stepId: 'invite', fate: 'clicked', counts: null });
    await messages.noteFate({ ...noted, stepId: 'tips', fate: 'delivered', counts: null });
    await messages.noteFate({ ...noted, stepId: 'tips', fate: 'bounced', counts: 'bounced' });
    await messages.noteFate({ ...noted, stepId: 'offer', fate: 'complained', counts: 'complained' });

    expect(await messages.fates('ana', 'follow-up-1')).toEqual(
      new Map([
        ['invite', new Set(['sent', 'delivered', 'opened', 'clicked'])],
        ['tips', new Set(['delivered', 'bounced'])],
      ]),
    );
  });
}
