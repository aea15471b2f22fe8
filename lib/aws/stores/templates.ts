// The template bundles by content hash, compressed: the current journeys' ones, and those that runs in flight began with.
// Each is in a partition of its own, as all senders read them at once when they start.

import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { bundleHash, type TemplateBundle } from '../../journey/templates/bundle.ts';
import type { Templates } from '../../ports.ts';
import { bytes, type Key, text } from './item.ts';
import { beginningWith, keyOf } from './keys.ts';
import type { Table } from './open-table.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const list = 'templates';

export type StoredTemplates = Templates & {
  /** Keeps a bundle and returns its hash. The same bundle again changes nothing. */
  put(bundle: TemplateBundle): Promise<string>;
  /** Removes all bundles but those of these hashes. */
  keepOnly(keep: ReadonlySet<string>): Promise<void>;
};

export function createTemplates(table: Table): StoredTemplates {
  // A bundle never changes under its hash, and what is parsed from it is cached by the object.
  const known = new Map<string, TemplateBundle>();

  return {
    async get(hash) {
      const bundle = known.get(hash);
      if (bundle) return bundle;
      const item = await table.get(keyOfBundle(hash));
      if (!item) return undefined;
      const read: TemplateBundle = JSON.parse(String(await decompress(bytes(item, 'bundle'))));
      known.set(hash, read);
      return read;
    },

    async put(bundle) {
      const hash = bundleHash(bundle);
      const written = await compress(JSON.stringify(bundle));
      await table.writeAll([
        { put: { ...keyOfBundle(hash), bundle: written } },
        { put: { ...keyOfEntry(hash), hash } },
      ]);
      return hash;
    },

    async keepOnly(keep) {
      for (const item of await table.query({ partition: list, ...beginningWith('template') })) {
        const hash = text(item, 'hash');
        if (keep.has(hash)) continue;
        await table.writeAll([{ remove: keyOfBundle(hash) }, { remove: keyOfEntry(hash) }]);
        known.delete(hash);
      }
    },
  };
}

function keyOfBundle(hash: string): Key {
  return { pk: keyOf('template', hash), sk: 'bundle' };
}

function keyOfEntry(hash: string): Key {
  return { pk: list, sk: keyOf('template', hash) };
}
