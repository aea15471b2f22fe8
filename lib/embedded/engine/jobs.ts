// The queues of the embedded runtime: jobs as rows, visible from a moment on, deleted when done, set aside when they
// fail for good. Which rows wait is known in memory; after a crash, what was taken is simply there again.

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

/** How many of the jobs that were put last are remembered, and need not be read when they are taken. */
const REMEMBERED = 1000;

export function createJobs(database: Database, clock: Clock): Jobs {
  const insert = database.prepare('INSERT INTO jobs (queue, body, visibleAt) VALUES (?, ?, ?)');
  const find = database.prepare('SELECT id, queue, body, attempts FROM jobs WHERE id = ?');
  const remove = database.prepare('DELETE FROM jobs WHERE id = ?');
  const postpone = database.prepare(
    'UPDATE jobs SET visibleAt = ?, attempts = ?, lastError = ? WHERE id = ?',
  );
  const setAside = database.prepare('UPDATE jobs SET error = ?, attempts = ? WHERE id = ?');
  const fresh = new Map<number, Job>();
  const backlogs = new Map<string, Backlog>();

  function backlogOf(queue: string): Backlog {
    let backlog = backlogs.get(queue);
    if (!backlog) {
      backlog = new Backlog();
      backlogs.set(queue, backlog);
    }
    return backlog;
  }

  const kept = database.prepare('SELECT id, queue, visibleAt FROM jobs WHERE error IS NULL ORDER BY id');
  for (const row of kept.iterate()) {
    backlogOf(text(row, 'queue')).add(integer(row, 'id'), integer(row, 'visibleAt'), clock.now());
  }

  return {
    put(queue, body, visibleAt) {
      const text = JSON.stringify(body);
      const id = Number(database.run(insert, queue, text, visibleAt).lastInsertRowid);
      if (fresh.size < REMEMBERED) fresh.set(id, { id, queue, body: text, attempts: 1 });
      backlogOf(queue).add(id, visibleAt, clock.now());
    },
    take(queues) {
      let oldest: { id: number; backlog: Backlog } | undefined;
      for (const queue of queues) {
        const backlog = backlogs.get(queue);
        const id = backlog?.peek(clock.now());
        if (backlog && id !== undefined && (!oldest || id < oldest.id)) oldest = { id, backlog };
      }
      if (!oldest) return undefined;
      oldest.backlog.take();
      const remembered = fresh.get(oldest.id);
      if (remembered) {
        fresh.delete(oldest.id);
        return remembered;
      }
      const row = find.get(oldest.id);
      if (!row) throw new Error(`job ${oldest.id} is gone from its queue`);
      const attempts = integer(row, 'attempts') + 1;
      return { id: oldest.id, queue: text(row, 'queue'), body: text(row, 'body'), attempts };
    },
    done(job) {
      database.run(remove, job.id);
    },
    retry(job, visibleAt, error) {
      database.run(postpone, visibleAt, job.attempts, error, job.id);
      backlogOf(job.queue).add(job.id, visibleAt, clock.now());
    },
    bury(job, error) {
      database.run(setAside, error, job.attempts, job.id);
    },
    waiting: (queue) => backlogs.get(queue)?.length ?? 0,
    nextVisibleAt(queues) {
      const moments = queues
        .map((queue) => backlogs.get(queue)?.nextVisibleAt(clock.now()))
        .filter((moment) => moment !== undefined);
      return moments.length > 0 ? Math.min(...moments) : undefined;
    },
    buried() {
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
