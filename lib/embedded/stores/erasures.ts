// The tombstones of customers who were erased, found by a digest of the id.

import type { Erasure } from '../../customer/erasure.ts';
import { admissionOf } from '../../customer/erasure.ts';
import type { CustomerEvent } from '../../customer/event.ts';
import type { Profile } from '../../customer/profile.ts';
import { ErasedError, ErasureUnderWayError } from '../../journey/errors.ts';
import { tombstoneOf } from '../../journey/tombstone.ts';
import type { Database } from '../database.ts';
import { integer, integerOrNull, json, type Row } from '../row.ts';

export type Erasures = {
  find(customerId: string): Erasure | undefined;
  /** Inside the caller's `write`. */
  keep(customerId: string, erasure: Erasure): void;
  /**
   * The erasure after which this event makes the customer known anew; undefined for one who was never erased, or is known.
   * Throws for what must not be kept.
   */
  admit(
    customerId: string,
    known: Profile | undefined,
    event: Pick<CustomerEvent, 'type' | 'at'> | undefined,
  ): Erasure | undefined;
};

export function createErasures(database: Database): Erasures {
  const any = database.prepare('SELECT 1 FROM erasures LIMIT 1');
  const find = database.prepare('SELECT * FROM erasures WHERE tombstone = ?');
  const keep = database.prepare(
    `INSERT INTO erasures (tombstone, at, removed, removedAt, finishedAt, dropped) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at, removed = excluded.removed,
       removedAt = excluded.removedAt, finishedAt = excluded.finishedAt,
       dropped = excluded.dropped`,
  );
  const keyOf = (customerId: string) => tombstoneOf(customerId, database.salt());

  function findErasure(customerId: string): Erasure | undefined {
    // Where nobody was erased, no salt is needed.
    if (!any.get()) return undefined;
    const row = find.get(keyOf(customerId));
    return row && toErasure(row);
  }

  return {
    find: findErasure,

    keep(customerId, { at, removed, removedAt, finishedAt, dropped }) {
      keep.run(keyOf(customerId), at, JSON.stringify(removed), removedAt, finishedAt, dropped);
    },

    admit(customerId, known, event) {
      const erasure = known ? undefined : findErasure(customerId);
      const admission = admissionOf(known, erasure, event);
      const what = `what ${event ? `${event.type} says` : 'is said'} of ${customerId}`;
      if (admission === 'dropped') throw new ErasedError(what);
      if (admission === 'early') throw new ErasureUnderWayError(what);
      return admission === 'anew' ? erasure : undefined;
    },
  };
}

function toErasure(row: Row): Erasure {
  return {
    at: integer(row, 'at'),
    removed: json(row, 'removed'),
    removedAt: integerOrNull(row, 'removedAt'),
    finishedAt: integerOrNull(row, 'finishedAt'),
    dropped: integer(row, 'dropped'),
  };
}
