// `milepost link-keys`: the keys that sign the links in messages: list them, add one, take one away.

import { Command } from 'commander';
import { formatInstant } from '../../lib/customer/time.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { createLinkKeys, type KeptKey } from '../../lib/embedded/stores/link-keys.ts';
import { openServersFile } from '../open-database.ts';
import { table } from '../output/table.ts';
import { addLinkKey } from '../public-links.ts';
import { UsersMistake } from '../users-mistake.ts';

type Options = { db: string; add?: boolean; drop?: string };

export function linkKeysCommand(): Command {
  return new Command('link-keys')
    .description('list the keys that sign the links in messages, add one, or take one away')
    .option('--add', 'add a new key, which signs from now on; older links stay valid')
    .option('--drop <name>', 'take a key away: the links that it signed are no longer valid')
    .option(
      '--db <file>',
      'the file of the server, which must not run for --add and --drop',
      'data/milepost.db',
    )
    .addHelpText('after', '\nExample:\n  milepost link-keys --add')
    .action(run);
}

function run({ db, add, drop }: Options): void {
  const changes = add === true || drop !== undefined;
  const database = openServersFile(db, { durable: changes, readOnly: !changes });
  try {
    const keys = createLinkKeys(database);
    if (drop !== undefined) refuseToDrop(keys.all(), drop, add ?? false, db);
    // First, so that no name is given twice.
    if (add) addLinkKey(database, realClock);
    if (drop !== undefined) keys.drop(drop);
    const all = keys.all();
    const rows = all.map(({ name, since }, nth) => [
      name,
      formatInstant(since).slice(0, 10),
      nth === all.length - 1 ? 'signs and verifies' : 'verifies older links',
    ]);
    console.log(rows.length > 0 ? table(['key', 'since', 'what it does'], rows) : 'no keys');
  } finally {
    database.close();
  }
}

function refuseToDrop(keys: KeptKey[], drop: string, add: boolean, db: string): void {
  if (!keys.some(({ name }) => name === drop)) throw new UsersMistake(`there is no key "${drop}" in ${db}`);
  if (add || keys.at(-1)?.name !== drop) return;
  throw new UsersMistake(`"${drop}" is the key that signs; add another one with it: --add --drop ${drop}`);
}
