// What every store of unknown messages does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message, Messages, Runs, UnknownMessages } from '../../lib/ports.ts';
import { aMessage, aRun, type Closing, minute, noon, tenAtOnce } from './examples.ts';

type Opened = { messages: Messages; runs: Runs; unknownMessages: UnknownMessages } & Closing;

const job = { step: { id: 'all-well' }, token: 'token-1' };
const unknown = (changes: Partial<Message> = {}) =>
  aMessage({ status: 'unknown', reason: 'the connection broke', ...changes });

export function unknownMessagesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let messages: Messages;
  let unknownMessages: UnknownMessages;

  beforeEach(async () => {
    store = await make();
    ({ messages, unknownMessages } = store);
    await store.runs.claim(aRun(), 0);
  });
  afterEach(() => store.close());

  async function lost(changes: Partial<Message> = {}): Promise<void> {
    await messages.claim(aMessage(changes));
    await unknownMessages.keep(aMessage(changes), job);
    await messages.record(unknown(changes), null);
  }

  test('those of which nobody knows are listed, the oldest first, with what it takes to send them again', async () => {
    await lost({ stepId: 'second', at: noon + minute });
    await lost({ stepId: 'first' });
    await messages.claim(aMessage({ stepId: 'sent' }));
    await messages.record(aMessage({ stepId: 'sent', status: 'sent' }), null);

    expect(await unknownMessages.list(10)).toEqual([
      { message: unknown({ stepId: 'first' }), job, resends: 0 },
      { message: unknown({ stepId: 'second', at: noon + minute }), job, resends: 0 },
    ]);
    expect(await unknownMessages.list(1)).toMatchObject([{ message: { stepId: 'first' } }]);
  });

  test('one is found by its key, while nobody knows its fate', async () => {
    await lost();
    expect(await unknownMessages.get(aMessage())).toEqual({ message: unknown(), job, resends: 0 });
    expect(await unknownMessages.get(aMessage({ visit: '2' }))).toBeUndefined();

    await messages.record(aMessage({ status: 'sent' }), null);
    expect(await unknownMessages.get(aMessage())).toBeUndefined();
    expect(await unknownMessages.list(10)).toEqual([]);
  });

  test('one that a crash kept from being recorded as unknown is not listed', async () => {
    await messages.claim(aMessage());
    await unknownMessages.keep(aMessage(), job);

    expect(await unknownMessages.list(10)).toEqual([]);
    expect(await unknownMessages.reopen(aMessage(), 1)).toBe(false);
    expect(await unknownMessages.drop(aMessage(), 'dropped')).toBe(false);
  });

  test('a reopened one may be claimed again, once', async () => {
    await lost();
    expect(await unknownMessages.reopen(aMessage(), 1)).toBe(true);
    expect(await unknownMessages.reopen(aMessage(), 1)).toBe(false);
    expect(await unknownMessages.list(10)).toEqual([]);

    expect(await messages.claim(aMessage())).toBe('claimed');
    expect(await messages.claim(aMessage())).not.toBe('claimed');
  });

  test('of ten that reopen it at once, one does', async () => {
    await lost();
    const reopened = await tenAtOnce(() => unknownMessages.reopen(aMessage(), 1));
    expect(reopened.filter(Boolean)).toHaveLength(1);
  });

  test('one that got lost once more is reopened for the second time, and not again for the first', async () => {
    await lost();
    await unknownMessages.reopen(aMessage(), 1);
    await lost();

    expect(await unknownMessages.get(aMessage())).toMatchObject({ resends: 1 });
    expect(await unknownMessages.list(10)).toHaveLength(1);
    expect(await unknownMessages.reopen(aMessage(), 1)).toBe(false);
    expect(await unknownMessages.reopen(aMessage(), 2)).toBe(true);
  });

  test('one whose claim was refused is put back', async () => {
    await lost();
    await unknownMessages.reopen(aMessage(), 1);
    await unknownMessages.restore(aMessage({ reason: 'could not be sent again' }));

    const [restored, ...more] = await unknownMessages.list(10);
    expect(more).toEqual([]);
    expect(restored).toEqual({
      message: unknown({ reason: 'could not be sent again' }),
      job,
      resends: 1,
    });
  });

  test('putting back one that was sent changes nothing', async () => {
    await lost();
    await unknownMessages.reopen(aMessage(), 1);
    await messages.claim(aMessage());
    await messages.record(aMessage({ status: 'sent' }), null);
    await unknownMessages.restore(aMessage());

    expect(await unknownMessages.list(10)).toEqual([]);
    expect(await messages.claim(aMessage())).toMatchObject({ status: 'sent' });
  });

  test('a dropped one has failed, with the reason', async () => {
    await lost();
    expect(await unknownMessages.drop(aMessage(), 'dropped by operator')).toBe(true);
    expect(await unknownMessages.drop(aMessage(), 'dropped by operator')).toBe(false);

    expect(await unknownMessages.list(10)).toEqual([]);
    expect(await messages.claim(aMessage())).toMatchObject({
      status: 'failed',
      reason: 'dropped by operator',
    });
  });
}
