// The links of the embedded server: under which address customers reach it, and the keys that sign.

import { randomBytes } from 'node:crypto';
import type { Database } from '../lib/embedded/database.ts';
import { createLinkKeys, linkKeysOf } from '../lib/embedded/stores/link-keys.ts';
import { parseLinkKeys } from '../lib/journey/links/link-keys.ts';
import { createLinks, createLinkTokens, type Links } from '../lib/journey/links/links.ts';
import type { LinkKeys } from '../lib/journey/links/signed-link.ts';
import type { Clock } from '../lib/ports.ts';
import { UsersMistake } from './users-mistake.ts';

const RANDOM_BYTES = 32;

/** `publicUrl` is asked for with each link: a server may know its address only once it listens. */
export function publicLinks(database: Database, clock: Clock, publicUrl: () => string): Links {
  const keys = keysFromEnvironment() ?? keptKeys(database, clock);
  return createLinks(
    createLinkTokens(() => keys),
    publicUrl,
  );
}

/** Adds a key of a new name to those in the file; from the next start on it signs. Returns the name. */
export function addLinkKey(database: Database, clock: Clock): string {
  const store = createLinkKeys(database);
  const taken = new Set(store.all().map(({ name }) => name));
  let number = taken.size + 1;
  while (taken.has(`k${number}`)) number += 1;
  const name = `k${number}`;
  store.add({ name, key: randomBytes(RANDOM_BYTES).toString('base64url'), since: clock.now() });
  return name;
}

/** Reads an address that links begin with. Throws `UsersMistake` if it is none. */
export function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url.href;
  throw new UsersMistake(`"${text}" is no address of a server; write for example https://news.shop.example`);
}

function keysFromEnvironment(): LinkKeys | undefined {
  const text = process.env.MILEPOST_LINK_KEYS;
  if (!text) return undefined;
  try {
    return parseLinkKeys(text);
  } catch (error) {
    throw new UsersMistake(`MILEPOST_LINK_KEYS: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Those in the file; the first is made when there is none. */
function keptKeys(database: Database, clock: Clock): LinkKeys {
  const store = createLinkKeys(database);
  if (store.all().length === 0) addLinkKey(database, clock);
  const keys = linkKeysOf(store.all());
  if (!keys) throw new Error('the file did not keep the key of links');
  return keys;
}
