// The pauses of marketing, and how the last of each was ended. There are few, in one partition: each send of marketing
// reads it, and next to nobody writes to it.

import type { Pause, Pauses, Resumption } from '../../ports.ts';
import { json, type Key } from './item.ts';
import { beginningWith, keyOf } from './keys.ts';
import type { Table } from './open-table.ts';

const partition = 'pauses';

export function createPauses(table: Table): Pauses {
  return {
    async all() {
      const items = await table.query({ partition, ...beginningWith('pause') });
      return items.map((item) => json<Pause>(item, 'pause')).sort(byJourney);
    },
    async pause(pause) {
      // A transaction, so that an answer that got lost is no refusal.
      const item = { ...keyOfPause('pause', pause), pause: JSON.stringify(pause) };
      return (await table.writeAll([{ put: item, if: 'absent' }])).length === 0;
    },
    async resume(resumption) {
      const refused = await table.writeAll([
        { remove: keyOfPause('pause', resumption), if: 'present' },
        { put: { ...keyOfPause('resumed', resumption), resumption: JSON.stringify(resumption) } },
      ]);
      return refused.length === 0;
    },
    async resumptions() {
      const items = await table.query({ partition, ...beginningWith('resumed') });
      return items.map((item) => json<Resumption>(item, 'resumption')).sort(byJourney);
    },
  };
}

type OfJourney = { journeyId: string };

function keyOfPause(kind: 'pause' | 'resumed', { journeyId }: OfJourney): Key {
  return { pk: partition, sk: keyOf(kind, journeyId) };
}

function byJourney(a: OfJourney, b: OfJourney): number {
  return a.journeyId < b.journeyId ? -1 : Number(a.journeyId > b.journeyId);
}
