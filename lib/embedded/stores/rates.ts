// What was counted of marketing messages: one row for each journey and day.

import { type Counted, type DayCounts, dayOf } from '../../journey/deliverability/rates.ts';
import type { Rates } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';

export function createRates(database: Database): Rates {
  const since = database.prepare('SELECT * FROM rates WHERE day >= ? ORDER BY day, journeyId');
  const count = countIn(database);

  return {
    async count(journeyId, at, what) {
      count(journeyId, at, what);
    },
    async since(day) {
      return since.all(day).map(
        (row): DayCounts => ({
          journeyId: text(row, 'journeyId'),
          day: integer(row, 'day'),
          sent: integer(row, 'sent'),
          bounced: integer(row, 'bounced'),
          complained: integer(row, 'complained'),
        }),
      );
    },
  };
}

/** Counts one more; within a transaction of the caller's, as part of it. */
export function countIn(database: Database): (journeyId: string, at: number, what: Counted) => void {
  const counting = (what: Counted) =>
    database.prepare(
      `INSERT INTO rates (day, journeyId, ${what}) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET ${what} = ${what} + 1`,
    );
  const statements = {
    sent: counting('sent'),
    bounced: counting('bounced'),
    complained: counting('complained'),
  };
  return (journeyId, at, what) => {
    database.run(statements[what], dayOf(at), journeyId);
  };
}
