// The queues of the embedded runtime: jobs as rows, visible from a moment on, deleted when done, set aside when they
// fail for good. Which rows wait is known in memory; after a crash, what was taken is simply there again. A job that is
// put and done in one transaction never becomes a row.

import type { Clock } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';
import { Backlog } from './backlog.ts';

export type Job = { id: number; queue: string; body: string; attempts: number };

export type Jobs = {
  put(queue: string, body: unknown, visibleAt: number): void;
  /** Takes the oldest visible job of the queues; undefined if there is none. */
  take(queues: readonly string[]): Job | undefined;
  done(job: Job): void;
  /** Gives a taken job back, to be visible again at a moment (ms). */
  retry(job: Job, visibleAt: number, error: string): void;
  /** Sets a job aside for good, with the error. */
  bury(job: Job, error: string): void;
  /** How many jobs wait in a queue: visible, or to be tried again later. */
  waiting(queue: string): number;
  /** When the next job that is not taken became or becomes visible (ms); undefined if none waits. */
  nextVisibleAt(queues: readonly string[]): number | undefined;
  buried(): { queue: string; body: string; error: string }[];
};

/** A job that is no row yet. */
type Unwritten = Job & { visibleAt: number; lastError: string | null; error: string | null };

export function createJobs(database: Database, clock: Clock): Jobs {
  const insert = database.prepare(
    'INSERT INTO jobs (id, queue, body, visibleAt, attempts, lastError, error) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const lastId = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'jobs'");
  const find = database.prepare('SELECT id, queue, body, attempts FROM jobs WHERE id = ?');
  const remove = database.prepare('DELETE FROM jobs WHERE id = ?');
  const postpone = database.prepare(
    'UPDATE jobs SET visibleAt = ?, attempts = ?, lastError = ? WHERE id = ?',
  );
  const setAside = database.prepare('UPDATE jobs SET error = ?, attempts = ? WHERE id = ?');
  const unwritten = new Map<number, Unwritten>();
  let last = integer(lastId.get() ?? { seq: 0 }, 'seq');
  const backlogs = new Map<string, Backlog>();

  function backlogOf(queue: string): Backlog {
    let backlog = backlogs.get(queue);
    if (!backlog) {
      backlog = new Backlog();
      backlogs.set(queue, backlog);
    }
    return backlog;
  }

  function writeAll(): void {
    for (const { id, queue, body, visibleAt, attempts, lastError, error } of unwritten.values()) {
      insert.run(id, queue, body, visibleAt, attempts, lastError, error);
    }
    unwritten.clear();
  }

  const kept = database.prepare('SELECT id, queue, visibleAt FROM jobs WHERE error IS NULL ORDER BY id');
  for (const row of kept.iterate()) {
    backlogOf(text(row, 'queue')).add(integer(row, 'id'), integer(row, 'visibleAt'), clock.now());
  }

  return {
    put(queue, body, visibleAt) {
      last += 1;
      const job = { id: last, queue, body: JSON.stringify(body), visibleAt, attempts: 0 };
      unwritten.set(last, { ...job, lastError: null, error: null });
      database.owe(writeAll);
      backlogOf(queue).add(job.id, visibleAt, clock.now());
    },
    take(queues) {
      for (;;) {
        let oldest: { id: number; backlog: Backlog } | undefined;
        for (const queue of queues) {
          const backlog = backlogs.get(queue);
          const id = backlog?.peek(clock.now());
          if (backlog && id !== undefined && (!oldest || id < oldest.id)) oldest = { id, backlog };
        }
        if (!oldest) return undefined;
        oldest.backlog.take();
        const job = unwritten.get(oldest.id);
        if (job) return { id: job.id, queue: job.queue, body: job.body, attempts: job.attempts + 1 };
        const row = find.get(oldest.id);
        // One that is gone was removed with all that was kept of its customer.
        if (!row) continue;
        const attempts = integer(row, 'attempts') + 1;
        return { id: oldest.id, queue: text(row, 'queue'), body: text(row, 'body'), attempts };
      }
    },
    done(job) {
      if (!unwritten.delete(job.id)) database.run(remove, job.id);
    },
    retry({ id, queue, attempts }, visibleAt, error) {
      const job = unwritten.get(id);
      if (job) Object.assign(job, { visibleAt, attempts, lastError: error });
      else database.run(postpone, visibleAt, attempts, error, id);
      backlogOf(queue).add(id, visibleAt, clock.now());
    },
    bury({ id, attempts }, error) {
      const job = unwritten.get(id);
      if (job) Object.assign(job, { attempts, error });
      else database.run(setAside, error, attempts, id);
    },
    waiting: (queue) => backlogs.get(queue)?.length ?? 0,
    nextVisibleAt(queues) {
      const moments = queues
        .map((queue) => backlogs.get(queue)?.nextVisibleAt(clock.now()))
        .filter((moment) => moment !== undefined);
      return moments.length > 0 ? Math.min(...moments) : undefined;
    },
    buried() {
      database.settle();
      return database
        .prepare('SELECT queue, body, error FROM jobs WHERE error IS NOT NULL ORDER BY id')
        .all()
        .map((row) => ({
          queue: text(row, 'queue'),
          body: text(row, 'body'),
          error: text(row, 'error'),
        }));
    },
  };
}
