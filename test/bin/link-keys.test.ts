// `milepost link-keys`: keys of links are replaced while the links of the past stay valid.

import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { parsePublicUrl, publicLinks } from '../../bin/public-links.ts';
import { VirtualClock } from '../../lib/embedded/clock.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import type { LinkClaims } from '../../lib/journey/links/signed-link.ts';
import { emptyFolder, milepost } from './command-line.ts';

const claims: LinkClaims = { t: 'p', c: 'ada' };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A server's file, what its links are at a start, and the command on it. */
function aFile() {
  const db = join(emptyFolder(), 'milepost.db');
  return {
    keys: (...args: string[]) => milepost('link-keys', '--db', db, ...args),
    async atAStart<Answer>(ask: (links: ReturnType<typeof publicLinks>) => Promise<Answer>): Promise<Answer> {
      const database = openDatabase(db, { durable: false });
      try {
        return await ask(publicLinks(database, new VirtualClock(0), () => 'https://news.shop.example/'));
      } finally {
        database.close();
      }
    },
  };
}

const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

test('the first start makes a key, and later ones go on with it', async () => {
  const { atAStart, keys } = aFile();
  const url = await atAStart((links) => links.to(claims));
  expect(url).toMatch(/^https:\/\/news\.shop\.example\/p\/k1\.[\w-]+\.[\w-]+$/);
  expect(await atAStart((links) => links.read(tokenOf(url)))).toEqual(claims);
  expect((await keys()).stdout).toMatch(/k1 .*1970-01-01 .*signs and verifies/);
});

test('a new key signs, and links of the old one are valid until it is taken away', async () => {
  const { atAStart, keys } = aFile();
  const old = await atAStart((links) => links.to(claims));
  const { stdout } = await keys('--add');
  expect(stdout).toMatch(/k1 .*verifies older links[\s\S]*k2 .*signs and verifies/);
  expect(await atAStart((links) => links.to(claims))).toContain('/p/k2.');
  expect(await atAStart((links) => links.read(tokenOf(old)))).toEqual(claims);
  await keys('--drop', 'k1');
  expect(await atAStart((links) => links.read(tokenOf(old)))).toBeUndefined();
});

test('the key that signs is not taken away without another, and a name that is none is told', async () => {
  const { atAStart, keys } = aFile();
  await atAStart((links) => links.to(claims));
  const refused = await keys('--drop', 'k1');
  expect([refused.exitCode, refused.stderr]).toEqual([1, expect.stringContaining('--add --drop k1')]);
  expect((await keys('--drop', 'k9')).stderr).toContain('there is no key "k9"');
  expect((await keys('--add', '--drop', 'k1')).stdout).toMatch(/k2 .*signs/);
});

test('keys of the environment go before those in the file', async () => {
  const { atAStart } = aFile();
  vi.stubEnv(
    'MILEPOST_LINK_KEYS',
    JSON.stringify({ current: 'mine', mine: 'a key of thirty-two characters, or more' }),
  );
  expect(await atAStart((links) => links.to(claims))).toContain('/p/mine.');
  vi.stubEnv('MILEPOST_LINK_KEYS', '{}');
  await expect(atAStart((links) => links.to(claims))).rejects.toThrow(
    'MILEPOST_LINK_KEYS: the keys of links',
  );
});

test('an address that links could not begin with is refused', async () => {
  for (const wrong of ['news.shop.example', 'ftp://shop.example', 'https://shop.example/?a=1']) {
    expect(() => parsePublicUrl(wrong)).toThrow(`"${wrong}" is no address of a server`);
  }
  const { stderr, exitCode } = await milepost(
    'serve',
    '--public-url',
    'shop',
    '--db',
    join(emptyFolder(), 'm.db'),
  );
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('"shop" is no address of a server')]);
});
