// A CSV file of addresses that are to be suppressed, as another system exports them, each row by itself.

import { type ChannelName, channelNames, isChannelName } from '../../journey/channels/index.ts';
import { addressProblem } from '../../journey/deliverability/address.ts';
import type { SuppressionReason } from '../../journey/deliverability/standing.ts';
import { openContent } from './content.ts';
import { type Row, readRows } from './csv-rows.ts';
import { BadLine, orRejected, type Rejected } from './entry.ts';
import { FileError } from './file-error.ts';
import { readLines } from './lines.ts';

export type SuppressionEntry =
  | { kind: 'suppression'; channel: ChannelName; address: string; reason: SuppressionReason; line: number }
  | Rejected;

/** Names of the columns, in small letters without signs; SES calls them EmailAddress and Reason. */
const ADDRESS = new Map<string, ChannelName | undefined>([
  ['address', undefined],
  ['email', 'email'],
  ['emailaddress', 'email'],
  ['phone', 'sms'],
  ['phonenumber', 'sms'],
]);

/** What others call our reasons. Whatever else is written there, it was imported. */
const REASONS = new Map<string, SuppressionReason>([
  ['bounce', 'hard-bounce'],
  ['hardbounce', 'hard-bounce'],
  ['complaint', 'complaint'],
  ['spam', 'complaint'],
]);

type Columns = {
  address: number;
  channel: number;
  reason: number;
  implied: ChannelName | undefined;
  width: number;
};

/**
 * A file's rows. Without a column `channel`, that of the address's column counts, or e-mail.
 * @throws FileError when the file cannot be read, or has no column of addresses.
 */
export async function* readSuppressions(file: string): AsyncGenerator<SuppressionEntry> {
  const content = await openContent(file);
  let columns: Columns | undefined;
  for await (const rows of readRows(readLines(content.chunks()))) {
    for (const row of rows) {
      if (columns) {
        const known = columns;
        yield orRejected(file, row.line, row.text, () => entryOf(known, row));
      } else columns = columnsOf(file, row);
    }
  }
  if (!columns) throw new FileError(file, 'is empty; its first line must name the columns');
}

function columnsOf(file: string, { cells, line, problem }: Row): Columns {
  if (problem !== undefined) throw new FileError(file, `its header, line ${line}: ${problem}`);
  const names = cells.map((cell) => plain(cell));
  const address = names.findIndex((name) => ADDRESS.has(name));
  if (address === -1) {
    throw new FileError(
      file,
      `there is no column "address", "email" or "phone"; there are ${cells.join(', ')}`,
    );
  }
  return {
    address,
    channel: names.indexOf('channel'),
    reason: names.indexOf('reason'),
    implied: ADDRESS.get(names[address] ?? ''),
    width: cells.length,
  };
}

function entryOf({ address, channel, reason, implied, width }: Columns, row: Row): SuppressionEntry {
  const { cells, line } = row;
  if (row.problem !== undefined) throw new BadLine(row.problem);
  if (cells.length !== width) throw new BadLine(`has ${cells.length} columns, and the header has ${width}`);
  const named = cells[channel]?.trim() || implied || 'email';
  if (!isChannelName(named)) {
    throw new BadLine(`"${named}" is no channel; there are ${channelNames.join(', ')}`);
  }
  const found = cells[address]?.trim() ?? '';
  const problem = addressProblem(named, found);
  if (problem !== undefined) throw new BadLine(problem);
  const why = REASONS.get(plain(cells[reason] ?? '')) ?? 'imported';
  return { kind: 'suppression', channel: named, address: found, reason: why, line };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}
