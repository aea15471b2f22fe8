// How often customers were written to, and what of theirs waits: a row each, guarded by its revision.

import { type Frequency, nothingSent } from '../../journey/sending/frequency.ts';
import type { Frequencies } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';

export function createFrequencies(database: Database): Frequencies {
  const find = database.prepare('SELECT revision, frequency FROM frequencies WHERE customerId = ?');
  const keep = keeper(database);

  return {
    async of(customerId) {
      const row = find.get(customerId);
      if (!row) return { frequency: nothingSent, revision: 0 };
      return { frequency: JSON.parse(text(row, 'frequency')), revision: integer(row, 'revision') };
    },

    async keep(customerId, frequency, revision) {
      return keep(customerId, frequency, revision);
    },
  };
}

/** Keeps a customer's frequency if it is still at `revision`, at once: for whoever does so within a transaction. */
export function keeper(database: Database) {
  const insert = database.prepare(
    'INSERT INTO frequencies (customerId, revision, frequency) VALUES (?, 1, ?) ON CONFLICT DO NOTHING',
  );
  const update = database.prepare(
    'UPDATE frequencies SET revision = revision + 1, frequency = ? WHERE customerId = ? AND revision = ?',
  );
  return (customerId: string, frequency: Frequency, revision: number): boolean => {
    const kept = JSON.stringify(frequency);
    const { changes } =
      revision === 0
        ? database.run(insert, customerId, kept)
        : database.run(update, kept, customerId, revision);
    return Number(changes) > 0;
  };
}
