// What is kept of an execution that failed, beside its row: where and why, and its record, so that it can be redriven.

import type { Execution } from '../asl/execution.ts';
import type { Database } from '../database.ts';
import { integer, json, text, textOrNull } from '../row.ts';

export type ExecutionFailure = {
  /** The state that it failed in last. */
  state: string;
  cause: string | null;
  /** How often it was redriven. */
  redrives: number;
  /** Its record as it failed last. */
  execution: Execution;
};

export type Failures = ReturnType<typeof createFailures>;

export function createFailures(database: Database) {
  const keep = database.prepare(
    `INSERT INTO failures (name, state, cause, redrives, execution) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, cause = excluded.cause, execution = excluded.execution`,
  );
  const find = database.prepare('SELECT state, cause, redrives, execution FROM failures WHERE name = ?');
  const count = database.prepare('UPDATE failures SET redrives = ? WHERE name = ?');

  return {
    keep(execution: Execution, cause: string | null): void {
      const { name, state, redriveCount = 0 } = execution;
      database.run(keep, name, state, cause, redriveCount, JSON.stringify(execution));
    },
    /** Undefined for an execution that never failed. */
    of(name: string): ExecutionFailure | undefined {
      const row = find.get(name);
      if (!row) return undefined;
      return {
        state: text(row, 'state'),
        cause: textOrNull(row, 'cause'),
        redrives: integer(row, 'redrives'),
        execution: json(row, 'execution'),
      };
    },
    redriven(name: string, redrives: number): void {
      database.run(count, redrives, name);
    },
  };
}
