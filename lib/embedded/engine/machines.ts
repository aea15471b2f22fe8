// The machines by journey and version, kept in the store while runs use them, and loaded when first needed.

import type { MachineDefinition } from '../../journey/compile/asl.ts';
import { loadMachine } from '../asl/load.ts';
import type { Machine } from '../asl/machine.ts';
import type { Database } from '../database.ts';
import { text } from '../row.ts';

export type Machines = {
  put(journeyId: string, version: string, definition: MachineDefinition): void;
  /** Throws if no such version is kept. */
  get(journeyId: string, version: string): Machine;
  /** Whether a version is kept. */
  has(journeyId: string, version: string): boolean;
  /**
   * Removes the versions on which nothing runs, nor can be redriven as it failed after a moment (ms), but these; returns
   * the template hashes that the others name.
   */
  keepOnly(current: Iterable<{ journeyId: string; version: string }>, failedAfter: number): Set<string>;
};

export function createMachines(database: Database): Machines {
  const loaded = new Map<string, Machine>();
  return {
    put(journeyId, version, definition) {
      // Loading it first refuses what the runtime cannot run, before any run begins on it.
      loaded.set(`${journeyId}/${version}`, loadMachine(substitute(definition)));
      database.write(() =>
        database
          .prepare('INSERT OR IGNORE INTO machines (journeyId, version, definition) VALUES (?, ?, ?)')
          .run(journeyId, version, JSON.stringify(definition)),
      );
    },
    has(journeyId, version) {
      const one = database.prepare('SELECT 1 FROM machines WHERE journeyId = ? AND version = ?');
      return one.get(journeyId, version) !== undefined;
    },
    keepOnly(current, failedAfter) {
      const keys = new Set([...current].map(({ journeyId, version }) => `${journeyId}/${version}`));
      // A run may have been claimed whose execution a crash kept from starting.
      const running = database.prepare(
        `SELECT journeyId || '/' || version AS key FROM executions WHERE status IN ('ready', 'calling', 'parked')
         UNION SELECT journeyId || '/' || (kept ->> '$.version') FROM runs WHERE status = 'active'
         UNION SELECT journeyId || '/' || version FROM failures JOIN executions USING (name)
           WHERE status = 'failed' AND endedAt > ?`,
      );
      database.settle();
      for (const row of running.all(failedAfter)) keys.add(text(row, 'key'));
      const hashes = new Set<string>();
      const all = database.prepare(`SELECT journeyId || '/' || version AS key, definition FROM machines`);
      const remove = database.prepare(`DELETE FROM machines WHERE journeyId || '/' || version = ?`);
      for (const row of all.all()) {
        const key = text(row, 'key');
        if (!keys.has(key)) {
          database.run(remove, key);
          loaded.delete(key);
          continue;
        }
        for (const [, hash] of text(row, 'definition').matchAll(/"templateHash":"(\w+)"/g)) {
          if (hash) hashes.add(hash);
        }
      }
      return hashes;
    },
    get(journeyId, version) {
      const key = `${journeyId}/${version}`;
      let machine = loaded.get(key);
      if (!machine) {
        const row = database
          .prepare('SELECT definition FROM machines WHERE journeyId = ? AND version = ?')
          .get(journeyId, version);
        if (!row) throw new Error(`version ${version} of journey "${journeyId}" is not kept`);
        machine = loadMachine(substitute(JSON.parse(text(row, 'definition'))));
        loaded.set(key, machine);
      }
      return machine;
    },
  };
}

/** Here, functions and queues go by plain names: `${DecideStepFunction}` is `decideStep`, `${EmailQueueUrl}` is `email`. */
function substitute(definition: unknown): unknown {
  const written = JSON.stringify(definition);
  return JSON.parse(
    written.replaceAll(
      /\$\{([A-Z])(\w*?)(?:Function|QueueUrl)\}/g,
      (_all, first: string, rest: string) => `${first.toLowerCase()}${rest}`,
    ),
  );
}
