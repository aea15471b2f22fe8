// How often customers were written to, and what of theirs waits: an item each, guarded by its revision.

import { nothingSent } from '../../journey/sending/frequency.ts';
import type { Clock, Counting, Frequencies } from '../../ports.ts';
import { expiresAfterRuns } from './expiry.ts';
import { integer, json, type Key } from './item.ts';
import { keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

export function createFrequencies(table: Table, clock: Clock): Frequencies {
  return {
    async of(customerId) {
      const item = await table.get(keyOfFrequency(customerId));
      if (!item) return { frequency: nothingSent, revision: 0 };
      return { frequency: json(item, 'frequency'), revision: integer(item, 'revision') };
    },

    // A single write, though it answers yes or no: whoever is refused by its own lost answer reads again, and finds it kept.
    keep: (customerId, frequency, revision) =>
      table.write(keepFrequency(customerId, { frequency, revision }, clock.now())),
  };
}

/** Keeps a customer's frequency, if it is still at its revision. */
export function keepFrequency(customerId: string, { frequency, revision }: Counting, now: number): Write {
  const kept = { frequency: JSON.stringify(frequency), revision: revision + 1 };
  return {
    put: { ...keyOfFrequency(customerId), ...kept, ...expiresAfterRuns(now) },
    if: revision === 0 ? 'absent' : { revision },
  };
}

function keyOfFrequency(customerId: string): Key {
  return { pk: partitionOf(customerId), sk: keyOf('frequency') };
}
