// The template bundles by content hash: the current journeys' ones, and those that runs in flight began with.

import { bundleHash, type TemplateBundle } from '../../journey/templates/bundle.ts';
import type { Templates } from '../../ports.ts';
import type { Database } from '../database.ts';
import { json, text } from '../row.ts';

export type StoredTemplates = Templates & {
  /** Keeps a bundle and returns its hash. The same bundle again changes nothing. */
  put(bundle: TemplateBundle): Promise<string>;
  /** Removes all bundles but those of these hashes. */
  keepOnly(keep: ReadonlySet<string>): Promise<void>;
};

export function createTemplates(database: Database): StoredTemplates {
  const find = database.prepare('SELECT bundle FROM templates WHERE hash = ?');
  const hashes = database.prepare('SELECT hash FROM templates');
  const insert = database.prepare(
    'INSERT INTO templates (hash, bundle) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const remove = database.prepare('DELETE FROM templates WHERE hash = ?');

  // A bundle never changes under its hash, and what is parsed from it is cached by the object.
  const known = new Map<string, TemplateBundle>();

  return {
    async get(hash) {
      const bundle = known.get(hash);
      if (bundle) return bundle;
      const row = find.get(hash);
      if (!row) return undefined;
      const read = json<TemplateBundle>(row, 'bundle');
      known.set(hash, read);
      return read;
    },

    async put(bundle) {
      const hash = bundleHash(bundle);
      database.write(() => insert.run(hash, JSON.stringify(bundle)));
      return hash;
    },

    async keepOnly(keep) {
      database.write(() => {
        for (const row of hashes.all()) {
          const hash = text(row, 'hash');
          if (keep.has(hash)) continue;
          remove.run(hash);
          known.delete(hash);
        }
      });
    },
  };
}
