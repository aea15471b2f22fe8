// `milepost messages`: the outbox: what was sent, held, failed, and what nobody knows.

import { Command } from 'commander';
import { formatInstant } from '../../lib/customer/time.ts';
import { outboxLine } from '../../lib/embedded/report/outbox-line.ts';
import { createMessages } from '../../lib/embedded/stores/messages.ts';
import { openServersFile } from '../open-database.ts';
import { table } from '../output/table.ts';
import { wholeNumber } from '../whole-number.ts';

type Options = { db: string; json?: boolean; unknown?: boolean; limit: number };

export function messagesCommand(): Command {
  return new Command('messages')
    .description('list the outbox: the newest messages, with what became of them')
    .option('--unknown', 'only those of which nobody knows whether they went out')
    .option('--limit <number>', 'how many', wholeNumber(1), 20)
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--json', 'print whole messages, one JSON line each')
    .addHelpText('after', '\nExample:\n  milepost messages --unknown')
    .action((options: Options) => {
      const database = openServersFile(options.db, { durable: false, readOnly: true });
      try {
        const all = [...createMessages(database).all()];
        const chosen = options.unknown ? all.filter(({ message }) => message.status === 'unknown') : all;
        const newest = chosen.slice(-options.limit);
        if (options.json) {
          for (const { message, content } of newest) {
            console.log(JSON.stringify({ ...outboxLine(message), content }));
          }
          return;
        }
        const rows = newest.map(({ message, content }) => [
          formatInstant(message.at).slice(0, 19).replace('T', ' '),
          message.customerId,
          message.channel,
          message.status,
          message.reason,
          content?.subject ?? content?.title ?? content?.body.slice(0, 50) ?? `(${message.template})`,
        ]);
        const head = ['when (UTC)', 'customer', 'channel', 'status', 'reason', 'what'];
        console.log(rows.length > 0 ? table(head, rows) : 'no messages');
      } finally {
        database.close();
      }
    });
}
