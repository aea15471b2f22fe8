// What was counted of marketing messages: for each day and journey a number of items, over which the counting spreads, so
// that no partition is hot however much goes out.

import { type Counted, type DayCounts, dayOf } from '../../journey/deliverability/rates.ts';
import type { Rates } from '../../ports.ts';
import { type Item, integer, text } from './item.ts';
import { keyOf, shardOf, sortable } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

/** A partition takes 1,000 writes a second: so many messages a second can be counted, times this. */
const SHARDS = 8;

/** Longer than the days that an operator may have counted (lib/journey/deliverability/settings.ts). */
const KEPT_DAYS = 40;

export function createRates(table: Table): Rates {
  return {
    async count(journeyId, at, what, key) {
      // Asked for again after an answer that got lost, it counts twice: too rare to matter among what is sent, and a
      // transaction for each message would cost twice as much. Bounces and complaints are counted in one.
      await table.write(counting(journeyId, at, what, key));
    },

    async since(day) {
      const from = sortable(day);
      const shards = await Promise.all(
        Array.from({ length: SHARDS }, (_, shard) =>
          table.query({ partition: keyOf('rates', String(shard)), from, to: '~' }),
        ),
      );
      const byDay = Map.groupBy(shards.flat(), ({ sk }) => sk);
      return [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, items]) => sumOf(items));
    },
  };
}

/** One more on the day of a moment; to be made within a transaction of somebody else's, too. */
export function counting(journeyId: string, at: number, what: Counted, key: string): Write {
  const day = dayOf(at);
  const shard = String(shardOf(SHARDS, key));
  return {
    add: { [what]: 1 },
    set: { journeyId, day, expiresAt: (day + KEPT_DAYS) * 86_400 },
    of: { pk: keyOf('rates', shard), sk: keyOf(sortable(day), journeyId) },
  };
}

function sumOf(items: readonly Item[]): DayCounts {
  const [first] = items;
  if (!first) throw new Error('a day without items is none');
  const total = (what: Counted) =>
    items.reduce((sum, item) => sum + (item[what] === undefined ? 0 : integer(item, what)), 0);
  return {
    journeyId: text(first, 'journeyId'),
    day: integer(first, 'day'),
    sent: total('sent'),
    bounced: total('bounced'),
    complained: total('complained'),
  };
}
