// What every store of webhooks' calls does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Calls, Runs } from '../../lib/ports.ts';
import { aCall, aRun, type Closing, minute, noon } from './examples.ts';

type Opened = { calls: Calls; runs: Runs } & Closing;

export function callsContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let calls: Calls;
  let runs: Runs;

  beforeEach(async () => {
    store = await make();
    ({ calls, runs } = store);
    await runs.claim(aRun(), 0);
  });
  afterEach(() => store.close());

  const endRun = () =>
    runs.end('ana', 'follow-up-1', { status: 'exited', outcome: 'returned', at: noon, splits: {} });

  test('a call begins with its first attempt', async () => {
    expect(await calls.begin(aCall())).toEqual(aCall({ attempts: 1 }));
  });

  test('a further attempt is counted, and posts what the first one did', async () => {
    await calls.begin(aCall());
    const later = aCall({ body: { risk: 'another' }, at: noon + minute });
    expect(await calls.begin(later)).toEqual(aCall({ attempts: 2 }));
  });

  test('a call that is over is given back as it is, and counts no attempt', async () => {
    await calls.begin(aCall());
    const answered = aCall({
      attempts: 1,
      status: 'answered',
      reason: 'answered 200',
      answer: { risk: 0.5 },
    });
    await calls.record(answered);
    expect(await calls.begin(aCall())).toEqual(answered);
    expect(await calls.begin(aCall())).toEqual(answered);
  });

  test('each step, visit and run calls its own', async () => {
    await runs.claim(aRun({ id: 'follow-up-2' }), 1);
    await calls.begin(aCall());
    for (const other of [{ visit: '2' }, { stepId: 'score' }, { runId: 'follow-up-2' }]) {
      expect(await calls.begin(aCall(other))).toMatchObject({ ...other, attempts: 1 });
    }
  });

  test('a run that has ended or never was begins no call, and no further attempt', async () => {
    expect(await calls.begin(aCall({ runId: 'no-such-run' }))).toBe('ended');
    await calls.begin(aCall());
    await endRun();
    expect(await calls.begin(aCall())).toBe('ended');
    expect(await calls.begin(aCall({ visit: '2' }))).toBe('ended');
  });

  test('what became of a call is kept, even when its run has ended meanwhile', async () => {
    await calls.begin(aCall());
    await endRun();
    const failed = aCall({ attempts: 1, status: 'failed', reason: 'answered 404' });
    await calls.record(failed);
    expect(await calls.begin(aCall())).toEqual(failed);
  });

  test('a call that nobody began cannot be recorded', async () => {
    await expect(calls.record(aCall({ status: 'failed' }))).rejects.toThrow('never begun');
  });

  test('a run knows the last answer of each step; a call that failed has none', async () => {
    const answer = async (stepId: string, visit: string, value: string | null) => {
      await calls.begin(aCall({ stepId, visit }));
      const status = value === null ? 'failed' : 'answered';
      await calls.record(aCall({ stepId, visit, status, answer: value }));
    };
    await answer('score', '1', 'old');
    await answer('failed later', '1', 'old');
    await answer('score', '2', 'new');
    await answer('failed later', '2', null);
    await calls.begin(aCall({ stepId: 'still going out' }));
    expect(await calls.answers('ana', 'follow-up-1')).toEqual(new Map([['score', 'new']]));
    expect(await calls.answers('ana', 'follow-up-2')).toEqual(new Map());
  });

  test('an answer without JSON is none', async () => {
    await calls.begin(aCall());
    await calls.record(aCall({ status: 'answered', answer: null }));
    expect(await calls.answers('ana', 'follow-up-1')).toEqual(new Map());
  });
}
