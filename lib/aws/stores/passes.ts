// How far the work on all customers has come, one item for each such work. There are few, written once a page.

import type { Pass, Passes } from '../../ports.ts';
import { json } from './item.ts';
import { beginningWith, keyOf } from './keys.ts';
import type { Table } from './open-table.ts';

const partition = 'passes';

export function createPasses(table: Table): Passes {
  const keyOfPass = (name: string) => ({ pk: partition, sk: keyOf('pass', name) });

  return {
    async get(name) {
      const item = await table.get(keyOfPass(name));
      return item && json<Pass>(item, 'pass');
    },
    async save(pass) {
      await table.write({ put: { ...keyOfPass(pass.name), pass: JSON.stringify(pass) } });
    },
    async drop(name) {
      await table.write({ remove: keyOfPass(name) });
    },
    async all() {
      const items = await table.query({ partition, ...beginningWith('pass') });
      return items.map((item) => json<Pass>(item, 'pass')).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
