// Who is in which segment: one item for each customer and segment that has been looked at.

import type { Membership, Segments } from '../../ports.ts';
import { json } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';

export function createSegments(table: Table): Segments {
  return {
    async of(customerId) {
      const items = await table.query({ partition: partitionOf(customerId), ...beginningWith('segment') });
      return items.map((item) => json<Membership>(item, 'membership'));
    },

    async save(membership) {
      const { customerId, segmentId, revision } = membership;
      const key = { pk: partitionOf(customerId), sk: keyOf('segment', segmentId) };
      return table.write({
        put: { ...key, membership: JSON.stringify(membership), revision },
        if: revision === 1 ? 'absent' : { revision: revision - 1 },
      });
    },
  };
}
