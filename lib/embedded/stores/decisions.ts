// Every decision with its reason, so that "why did this customer not get it?" has an answer.

import { POSTPONED } from '../../journey/steps/message.ts';
import type { DecisionRecord, Decisions } from '../../ports.ts';
import type { Database } from '../database.ts';
import { json } from '../row.ts';

export type StoredDecisions = Decisions & {
  /** The decisions by which messages wait, in order. */
  waits(): DecisionRecord[];
};

export function createDecisions(database: Database): StoredDecisions {
  const add = database.prepare(
    'INSERT INTO decisions (customerId, key, journeyId, decision) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const ofCustomer = database.prepare('SELECT decision FROM decisions WHERE customerId = ? ORDER BY number');
  const ofJourney = database.prepare(
    'SELECT decision FROM decisions WHERE customerId = ? AND journeyId = ? ORDER BY number',
  );

  const waits = database.prepare(
    `SELECT decision FROM decisions WHERE json_extract(decision, '$.outcome') = '${POSTPONED}' ORDER BY number`,
  );

  return {
    async add(key, decision) {
      const { customerId, journeyId } = decision;
      database.run(add, customerId, key, journeyId, JSON.stringify(decision));
    },

    async of(customerId, journeyId) {
      const rows =
        journeyId === undefined ? ofCustomer.all(customerId) : ofJourney.all(customerId, journeyId);
      return rows.map((row) => json(row, 'decision'));
    },

    waits: () => waits.all().map((row) => json(row, 'decision')),
  };
}
