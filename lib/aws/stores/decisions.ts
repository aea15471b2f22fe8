// Every decision with its reason, so that "why did this customer not get it?" has an answer.

import type { Periods } from '../../journey/retention.ts';
import type { DecisionRecord, Decisions } from '../../ports.ts';
import { expiresAfter } from './expiry.ts';
import { integer, json } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';

export function createDecisions(table: Table, nextNumber: () => number, { decisions }: Periods): Decisions {
  return {
    async add(key, decision) {
      const id = { pk: partitionOf(decision.customerId), sk: keyOf('decision', key) };
      const expiry = expiresAfter(decisions, decision.at);
      const item = { ...id, decision: JSON.stringify(decision), number: nextNumber(), ...expiry };
      await table.write({ put: item, if: 'absent' });
    },

    async of(customerId, journeyId) {
      const items = await table.query({ partition: partitionOf(customerId), ...beginningWith('decision') });
      return items
        .sort((a, b) => integer(a, 'number') - integer(b, 'number'))
        .map((item) => json<DecisionRecord>(item, 'decision'))
        .filter((decision) => journeyId === undefined || decision.journeyId === journeyId);
    },
  };
}
