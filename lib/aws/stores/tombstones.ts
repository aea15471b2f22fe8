// The tombstones of customers who were erased, each a partition of its own that is found by a digest of the id. Only
// where a customer has no profile does anybody ask for one, so that known customers cost nothing more.

import { admissionOf, type Erasure } from '../../customer/erasure.ts';
import type { CustomerEvent } from '../../customer/event.ts';
import type { Profile } from '../../customer/profile.ts';
import { ErasedError, ErasureUnderWayError } from '../../journey/errors.ts';
import { tombstoneOf } from '../../journey/tombstone.ts';
import { type Item, integer, json, type Key } from './item.ts';
import { keyOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

/** The secret of the installation by which tombstones are made. */
export type Salt = () => Promise<string>;

/** For functions that make no customer known. */
export const noSalt: Salt = () => {
  throw new Error('this function may make no customer known: it is not given the salt of tombstones');
};

/** What stands: the erasure, and the revision that guards a change; neither for one who was never erased. */
export type KnownErasure = { key: Key; erasure: Erasure | undefined; revision: number };

export type Tombstones = {
  find(customerId: string): Promise<KnownErasure>;
  /**
   * What has to hold for the event to be kept: nothing for a known customer; else that the tombstone stays as it is. With
   * the erasure after which the customer begins anew. Throws for what must not be kept.
   */
  admit(
    customerId: string,
    known: Profile | undefined,
    event?: Pick<CustomerEvent, 'type' | 'at'>,
  ): Promise<{ checks: Write[]; erasedAt?: number }>;
};

export function createTombstones(table: Table, salt: Salt): Tombstones {
  async function find(customerId: string): Promise<KnownErasure> {
    const key = { pk: keyOf('erased', tombstoneOf(customerId, await salt())), sk: 'tombstone' };
    const item = await table.get(key);
    return { key, erasure: item && toErasure(item), revision: item ? integer(item, 'revision') : 0 };
  }

  return {
    find,

    async admit(customerId, known, event) {
      const found = known ? undefined : await find(customerId);
      const admission = admissionOf(known, found?.erasure, event);
      const what = `what ${event ? `${event.type} says` : 'is said'} of ${customerId}`;
      if (admission === 'dropped') throw new ErasedError(what);
      if (admission === 'early') throw new ErasureUnderWayError(what);
      if (!found) return { checks: [] };
      const { key, erasure, revision } = found;
      const checks: Write[] = [{ check: key, if: erasure ? { revision } : 'absent' }];
      return erasure ? { checks, erasedAt: erasure.at } : { checks };
    },
  };
}

/** The write that keeps an erasure in the place of the one that was found. */
export function keepingErasure({ key, revision }: KnownErasure, erasure: Erasure): Write {
  const { at, removed, removedAt, finishedAt, dropped } = erasure;
  return {
    put: {
      ...key,
      at,
      dropped,
      revision: revision + 1,
      removed: JSON.stringify(removed),
      ...(removedAt !== null && { removedAt }),
      ...(finishedAt !== null && { finishedAt }),
    },
    if: revision === 0 ? 'absent' : { revision },
  };
}

function toErasure(item: Item): Erasure {
  return {
    at: integer(item, 'at'),
    removed: json(item, 'removed'),
    removedAt: item.removedAt === undefined ? null : integer(item, 'removedAt'),
    finishedAt: item.finishedAt === undefined ? null : integer(item, 'finishedAt'),
    dropped: integer(item, 'dropped'),
  };
}
