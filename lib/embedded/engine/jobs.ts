// The queues of the embedded runtime: jobs as rows, visible from a moment on, deleted when done, set aside when they
// fail for good.

import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';

export type Job = { id: number; queue: string; body: string; attempts: number };

export type Jobs = {
  put(queue: string, body: unknown, visibleAt: number): void;
  /** The oldest visible job of the queues that is not taken, and takes it; undefined if there is none. */
  take(queues: readonly string[], now: number): Job | undefined;
  done(job: Job): void;
  /** Gives a taken job back, to be visible again at a moment (ms). */
  retry(job: Job, visibleAt: number, error: string): void;
  /** Sets a job aside for good, with the error. */
  bury(job: Job, error: string): void;
  /** When the next job that is not taken becomes visible; undefined if there is none. */
  nextVisibleAt(queues: readonly string[]): number | undefined;
  buried(): { queue: string; body: string; error: string }[];
};

export function createJobs(database: Database): Jobs {
  // Taken jobs are known to this process alone: after a crash they are simply there again.
  const taken = new Set<number>();
  const among = (queues: readonly string[]) => JSON.stringify(queues);
  return {
    put(queue, body, visibleAt) {
      database.write(() =>
        database
          .prepare('INSERT INTO jobs (queue, body, visibleAt) VALUES (?, ?, ?)')
          .run(queue, JSON.stringify(body), visibleAt),
      );
    },
    take(queues, now) {
      const rows = database
        .prepare(
          `SELECT id, queue, body, attempts FROM jobs
           WHERE error IS NULL AND visibleAt <= ? AND queue IN (SELECT value FROM json_each(?))
           ORDER BY id LIMIT ?`,
        )
        .all(now, among(queues), taken.size + 1);
      const row = rows.find((one) => !taken.has(integer(one, 'id')));
      if (!row) return undefined;
      const job = {
        id: integer(row, 'id'),
        queue: text(row, 'queue'),
        body: text(row, 'body'),
        attempts: integer(row, 'attempts') + 1,
      };
      taken.add(job.id);
      return job;
    },
    done(job) {
      taken.delete(job.id);
      database.write(() => database.prepare('DELETE FROM jobs WHERE id = ?').run(job.id));
    },
    retry(job, visibleAt, error) {
      taken.delete(job.id);
      database.write(() =>
        database
          .prepare('UPDATE jobs SET visibleAt = ?, attempts = ?, lastError = ? WHERE id = ?')
          .run(visibleAt, job.attempts, error, job.id),
      );
    },
    bury(job, error) {
      taken.delete(job.id);
      database.write(() =>
        database
          .prepare('UPDATE jobs SET error = ?, attempts = ? WHERE id = ?')
          .run(error, job.attempts, job.id),
      );
    },
    nextVisibleAt(queues) {
      const rows = database
        .prepare(
          `SELECT id, visibleAt FROM jobs
           WHERE error IS NULL AND queue IN (SELECT value FROM json_each(?))
           ORDER BY visibleAt LIMIT ?`,
        )
        .all(among(queues), taken.size + 1);
      const row = rows.find((one) => !taken.has(integer(one, 'id')));
      return row && integer(row, 'visibleAt');
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
