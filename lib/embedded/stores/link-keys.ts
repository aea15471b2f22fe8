// The keys that sign the links in messages, kept in the server's file: the newest signs, all verify.

import type { LinkKeys } from '../../journey/links/signed-link.ts';
import type { Database } from '../database.ts';
import { integer, text } from '../row.ts';

export type KeptKey = { name: string; key: string; since: number };

export type LinkKeyStore = {
  /** In the order in which they were added. */
  all(): KeptKey[];
  /** Adds a key, which signs from now on. */
  add(key: KeptKey): void;
  /** Takes a key away: links that it signed are no longer valid. */
  drop(name: string): void;
};

export function createLinkKeys(database: Database): LinkKeyStore {
  const all = database.prepare('SELECT name, key, since FROM linkKeys ORDER BY number');
  const add = database.prepare('INSERT INTO linkKeys (name, key, since) VALUES (?, ?, ?)');
  const drop = database.prepare('DELETE FROM linkKeys WHERE name = ?');
  return {
    all: () =>
      all
        .all()
        .map((row) => ({ name: text(row, 'name'), key: text(row, 'key'), since: integer(row, 'since') })),
    add: ({ name, key, since }) => void database.run(add, name, key, since),
    drop: (name) => void database.run(drop, name),
  };
}

/** The kept keys as those who sign and verify take them; undefined where there is none. */
export function linkKeysOf(kept: readonly KeptKey[]): LinkKeys | undefined {
  const newest = kept.at(-1);
  return (
    newest && { current: newest.name, keys: Object.fromEntries(kept.map(({ name, key }) => [name, key])) }
  );
}
