// The queues: the oldest visible job first, each attempt counted, and nothing lost over a restart.

import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { VirtualClock } from '../../../lib/embedded/clock.ts';
import { type Database, openDatabase } from '../../../lib/embedded/database.ts';
import { Backlog } from '../../../lib/embedded/engine/backlog.ts';
import { consume } from '../../../lib/embedded/engine/consumer.ts';
import { createJobs, type Jobs } from '../../../lib/embedded/engine/jobs.ts';
import { emptyFolder } from '../../bin/command-line.ts';

let clock: VirtualClock;
let database: Database;
let jobs: Jobs;
let path: string;

beforeEach(() => {
  path = join(emptyFolder(), 'milepost.db');
  clock = new VirtualClock(0);
  open();
  onTestFinished(() => database.close());
});

function open(): void {
  database = openDatabase(path, { durable: false });
  jobs = createJobs(database, clock);
}

function restart(): void {
  database.close();
  open();
}

/** Takes all that is visible. */
function takeAll(...queues: string[]): string[] {
  const taken: string[] = [];
  for (let job = jobs.take(queues); job; job = jobs.take(queues)) taken.push(JSON.parse(job.body));
  return taken;
}

describe('taking', () => {
  test('the oldest of all queues asked for comes first, and no other queue is touched', () => {
    jobs.put('sms', 'first', 0);
    jobs.put('email', 'second', 0);
    jobs.put('sms', 'third', 0);
    jobs.put('push', 'other', 0);
    expect(takeAll('email', 'sms')).toEqual(['first', 'second', 'third']);
    expect(takeAll('push')).toEqual(['other']);
  });

  test('a job for later comes when its time has come, in the order of these times', () => {
    jobs.put('email', 'at 20', 20);
    jobs.put('email', 'at 10', 10);
    jobs.put('email', 'also at 10', 10);
    expect(takeAll('email')).toEqual([]);
    expect(jobs.nextVisibleAt(['email'])).toBe(10);
    clock.set(15);
    expect(takeAll('email')).toEqual(['at 10', 'also at 10']);
    clock.set(20);
    expect(takeAll('email')).toEqual(['at 20']);
    expect(jobs.nextVisibleAt(['email'])).toBeUndefined();
  });

  test('a backlog of thousands stays in order', () => {
    const backlog = new Backlog();
    const taken: number[] = [];
    for (let id = 1; id <= 5000; id++) {
      backlog.add(id, 0, 0);
      if (id % 2 === 0) taken.push(takeFrom(backlog));
    }
    while (backlog.peek(0) !== undefined) taken.push(takeFrom(backlog));
    expect(taken).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
  });
});

test('a job that is put and done in one transaction never becomes a row', async () => {
  jobs.put('email', 'quick', 0);
  jobs.put('email', 'slow', 0);
  const job = jobs.take(['email']);
  if (job) jobs.done(job);
  await database.committed();
  const rows = database.prepare('SELECT id, body FROM jobs').all();
  expect(rows).toEqual([{ id: 2, body: '"slow"' }]);
});

function takeFrom(backlog: Backlog): number {
  const id = backlog.peek(0) ?? 0;
  backlog.take();
  return id;
}

describe('after a restart', () => {
  test('what was taken and not done is there again, in the old order', () => {
    for (const name of ['a', 'b', 'c']) jobs.put('email', name, 0);
    const first = jobs.take(['email']);
    jobs.take(['email']);
    if (first) jobs.done(first);
    restart();
    expect(takeAll('email')).toEqual(['b', 'c']);
  });

  test('attempts go on counting, and a job that was put off still waits', () => {
    jobs.put('email', 'stubborn', 0);
    const job = jobs.take(['email']);
    if (job) jobs.retry(job, 5000, 'busy');
    restart();
    expect(jobs.nextVisibleAt(['email'])).toBe(5000);
    clock.set(5000);
    expect(jobs.take(['email'])).toMatchObject({ attempts: 2 });
  });

  test('what was set aside stays aside, with its error', () => {
    jobs.put('email', 'hopeless', 0);
    const job = jobs.take(['email']);
    if (job) jobs.bury(job, 'no such template');
    restart();
    expect(takeAll('email')).toEqual([]);
    expect(jobs.buried()).toEqual([{ queue: 'email', body: '"hopeless"', error: 'no such template' }]);
  });
});

describe('a job that fails', () => {
  /** Hands over whatever is visible next, until nothing is left; the seconds at which that happened. */
  async function attempts(answer: () => Promise<unknown>): Promise<number[]> {
    const seconds: number[] = [];
    for (let next = jobs.nextVisibleAt(['email']); next !== undefined; next = jobs.nextVisibleAt(['email'])) {
      clock.set(next);
      const job = jobs.take(['email']);
      if (!job) throw new Error('nothing was visible');
      seconds.push(clock.now() / 1000);
      await consume(jobs, clock, { email: answer }, job);
    }
    return seconds;
  }

  test('comes again after one second, two, four …, and every five minutes at most; after 15 times it is set aside', async () => {
    jobs.put('email', 'stubborn', 0);
    const seconds = await attempts(async () => {
      throw new Error('the server is away');
    });
    const pauses = seconds.slice(1).map((second, i) => second - (seconds[i] ?? 0));
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300, 300]);
    expect(jobs.buried()).toMatchObject([{ queue: 'email', error: 'the server is away' }]);
  });

  test('may fail by its answer, as SQS has it, and is gone once it succeeds', async () => {
    jobs.put('email', 'shy', 0);
    let tries = 0;
    const seconds = await attempts(async () => {
      tries += 1;
      return { batchItemFailures: tries < 3 ? [{ itemIdentifier: '1', error: 'not yet' }] : [] };
    });
    expect(seconds).toEqual([0, 1, 3]);
    expect(jobs.buried()).toEqual([]);
  });

  test('because nothing takes from its queue says so', async () => {
    jobs.put('fax', 'old', 0);
    for (let job = jobs.take(['fax']); job; job = jobs.take(['fax'])) {
      await consume(jobs, clock, {}, job);
      clock.set(jobs.nextVisibleAt(['fax']) ?? 0);
    }
    expect(jobs.buried()).toMatchObject([{ error: 'nothing takes from the queue "fax"' }]);
  });
});
