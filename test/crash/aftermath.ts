// What the database says after a crash, or at the end, read beside the server or in its absence.

import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { messageIdOf } from '../../lib/journey/templates/mail.ts';

export type MessageRow = { messageId: string; runId: string; status: string };

export class Aftermath {
  readonly #database: DatabaseSync;
  readonly #from: string;

  constructor(path: string, from: string) {
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    this.#from = from;
  }

  close(): void {
    this.#database.close();
  }

  /** How many orders were accepted, and have not been handled: they are in the queue, or recorded and not done. */
  unfinishedOrders(): number {
    const queued = `SELECT count(*) AS n FROM jobs WHERE queue = 'events' AND body ->> '$.type' = 'order.placed'`;
    const recorded = `SELECT count(*) AS n FROM events WHERE done = 0 AND type = 'order.placed'`;
    return this.#count(queued) + this.#count(recorded);
  }

  /** How much is still to be done: events, messages, runs and their ends. */
  #unfinished(): number {
    const jobs = this.#count('SELECT count(*) AS n FROM jobs WHERE error IS NULL');
    const events = this.#count('SELECT count(*) AS n FROM events WHERE done = 0');
    return jobs + events + this.#count(`SELECT count(*) AS n FROM runs WHERE status = 'active'`);
  }

  /** Resolves when nothing is left to be done; throws, with what is, if that takes longer than 30 seconds. */
  async settled(): Promise<void> {
    for (let looks = 0; this.#unfinished() > 0; looks++) {
      if (looks === 600) throw new Error(`still to be done: ${this.#openWork()}`);
      await pause(50);
    }
  }

  #openWork(): string {
    const jobs = `SELECT queue || ' after ' || attempts || ' attempts: ' || coalesce(lastError, '') AS text FROM jobs`;
    const runs = `SELECT 'run ' || id AS text FROM runs WHERE status = 'active'`;
    return [...this.#texts(jobs), ...this.#texts(runs)].join('; ');
  }

  /** The jobs that were given up. */
  buried(): string[] {
    return this.#texts('SELECT queue || error AS text FROM jobs WHERE error IS NOT NULL');
  }

  messages(): MessageRow[] {
    const rows = this.#database.prepare('SELECT runId, stepId, visit, status FROM messages').all();
    return rows.map(({ runId, stepId, visit, status }) => ({
      messageId: messageIdOf(`${runId}:${stepId}:${visit}`, this.#from),
      runId: String(runId),
      status: String(status),
    }));
  }

  /** The events of a type by customer and order, one line each. */
  events(type: string): string[] {
    const query = `SELECT customerId || ' ' || (properties ->> '$.orderId') AS text FROM events WHERE type = ?`;
    return this.#texts(query, type);
  }

  /** The runs of a journey by customer, order and how they ended, one line each. */
  runs(journeyId: string): { id: string; told: string }[] {
    const query = `SELECT id, customerId || ' ' || concurrencyKey || ' ' || status AS told FROM runs WHERE journeyId = ?`;
    const rows = this.#database.prepare(query).all(journeyId);
    return rows.map(({ id, told }) => ({ id: String(id), told: String(told) }));
  }

  /** How many executions there are, and how many of them came to their end. */
  executions(): { all: number; succeeded: number } {
    return {
      all: this.#count('SELECT count(*) AS n FROM executions'),
      succeeded: this.#count(`SELECT count(*) AS n FROM executions WHERE status = 'succeeded'`),
    };
  }

  /** A customer's counters, as the journeys left them. */
  attributes(customerId: string): unknown {
    const query = `SELECT profile ->> '$.attributes' AS text FROM profiles WHERE customerId = ?`;
    return JSON.parse(this.#texts(query, customerId)[0] ?? '{}');
  }

  #count(query: string): number {
    return Number(this.#database.prepare(query).get()?.n);
  }

  #texts(query: string, ...parameters: string[]): string[] {
    return this.#database
      .prepare(query)
      .all(...parameters)
      .map(({ text }) => String(text));
  }
}
