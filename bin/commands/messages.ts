// `milepost messages`: the outbox: what was sent, held, failed, and what nobody knows; and what becomes of the latter.

import { Command } from 'commander';
import { formatInstant } from '../../lib/customer/time.ts';
import { outboxLine } from '../../lib/embedded/report/outbox-line.ts';
import { createMessages, type DecidedMessage } from '../../lib/embedded/stores/messages.ts';
import { messageKey } from '../../lib/journey/message-key.ts';
import { unknownAt } from '../messages-desk.ts';
import { openServersFile } from '../open-database.ts';
import { table } from '../output/table.ts';
import { UsersMistake } from '../users-mistake.ts';
import { wholeNumber } from '../whole-number.ts';
import { resolveCommand } from './messages/resolve.ts';

type Options = { db: string; url?: string; json?: boolean; unknown?: boolean; limit: number };

export function messagesCommand(): Command {
  return new Command('messages')
    .description('list the outbox: the newest messages, with what became of them')
    .option('--unknown', 'only those of which nobody knows whether they went out, with their keys')
    .option('--limit <number>', 'how many', wholeNumber(1), 20)
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--url <address>', 'with --unknown: ask a server, with its key in MILEPOST_WRITE_KEY')
    .option('--json', 'print whole messages, one JSON line each')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost messages --unknown\n  milepost messages resend c42/welcome-0a1b/greeting',
    )
    .addCommand(resolveCommand('resend'))
    .addCommand(resolveCommand('drop'))
    .action((options: Options) => (options.url === undefined ? listFile(options) : listServer(options)));
}

async function listServer({ url = '', unknown, limit, json }: Options): Promise<void> {
  if (!unknown) throw new UsersMistake('--url goes with --unknown: a server lists no other messages');
  const oldest = (await unknownAt(url)).slice(0, limit);
  if (json) {
    for (const message of oldest) console.log(JSON.stringify(message));
    return;
  }
  const rows = oldest.map(({ at, channel, reason, template, key }) => [
    at.slice(0, 19).replace('T', ' '),
    channel,
    reason,
    template,
    key,
  ]);
  const head = ['when (UTC)', 'channel', 'reason', 'what', 'key'];
  console.log(rows.length > 0 ? table(head, rows) : 'no messages');
}

function listFile(options: Options): void {
  const database = openServersFile(options.db, { durable: false, readOnly: true });
  try {
    const all = [...createMessages(database).all()];
    const chosen = options.unknown ? all.filter(({ message }) => message.status === 'unknown') : all;
    tell(chosen.slice(-options.limit), options);
  } finally {
    database.close();
  }
}

function tell(newest: readonly DecidedMessage[], { json, unknown }: Options): void {
  if (json) {
    for (const { message, content } of newest) {
      const key = unknown ? { key: messageKey(message) } : {};
      console.log(JSON.stringify({ ...outboxLine(message), content, ...key }));
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
    ...(unknown ? [messageKey(message)] : []),
  ]);
  const head = ['when (UTC)', 'customer', 'channel', 'status', 'reason', 'what', ...(unknown ? ['key'] : [])];
  console.log(rows.length > 0 ? table(head, rows) : 'no messages');
}
