// `milepost customers erase`: removes everything that is kept of a customer but a tombstone, and says what that was.

import { Command } from 'commander';
import type { Erasure } from '../../../lib/customer/erasure.ts';
import { formatInstant } from '../../../lib/customer/time.ts';
import { type Asked, askDesk } from '../../customers-desk.ts';
import { table } from '../../output/table.ts';
import { UsersMistake } from '../../users-mistake.ts';

type Options = Asked & { json?: boolean };

export function eraseCommand(): Command {
  return new Command('erase')
    .description('remove everything that is kept of a customer, for good, and print what was removed')
    .argument('<customer>', "the customer's id")
    .option('--db <file>', 'the file of a server that is not at work', 'data/milepost.db')
    .option('--url <address>', 'ask a server that is, with its key in MILEPOST_WRITE_KEY')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nWhat comes of the customer later is dropped, unless they register anew.\n\nExample:\n  milepost customers erase c42',
    )
    .action(async (customerId: string, options: Options) => {
      const erasure = await askDesk(options, (desk) => desk.erase(customerId));
      if (options.json) console.log(JSON.stringify({ customerId, ...erasure }, null, 2));
      else tell(customerId, erasure);
      if (erasure.removedAt !== null) return;
      throw new UsersMistake(
        `customer ${customerId} gets nothing any more, but not everything is removed yet; the same command looks again`,
      );
    });
}

function tell(customerId: string, { removed, removedAt, finishedAt }: Erasure): void {
  const rows = Object.entries(removed).map(([kind, count]) => [kind, String(count)]);
  if (rows.length > 0) console.log(table(['removed', 'records'], rows));
  if (removedAt === null) return;
  const what = rows.length > 0 ? 'was erased' : 'was erased; nothing was kept';
  console.log(`customer ${customerId} ${what} (${formatInstant(removedAt)})`);
  if (finishedAt === null)
    console.log('a last look follows, for what functions were still at work on meanwhile');
}
