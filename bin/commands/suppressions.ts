// `milepost suppressions`: the addresses to which nothing is sent: listed, added, taken off, imported.

import { Argument, Command, Option } from 'commander';
import { formatInstant } from '../../lib/customer/time.ts';
import { readSuppressions } from '../../lib/embedded/files/read-suppressions.ts';
import { type ChannelName, channelNames } from '../../lib/journey/channels/index.ts';
import { addressProblem } from '../../lib/journey/deliverability/address.ts';
import {
  inForce,
  release,
  type Standing,
  type SuppressionReason,
  suppress,
} from '../../lib/journey/deliverability/standing.ts';
import { type Kept, type Place, toRead, toWrite, withPlace } from '../deliverability/kept.ts';
import { formatNumber, table } from '../output/table.ts';
import { UsersMistake } from '../users-mistake.ts';
import { wholeNumber } from '../whole-number.ts';

type OfChannel = Place & { channel: ChannelName };

const PAGE = 500;

export function suppressionsCommand(): Command {
  return new Command('suppressions')
    .description('the addresses to which nothing is sent')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(removeCommand())
    .addCommand(importCommand())
    .addHelpText(
      'after',
      '\nExamples:\n  milepost suppressions list\n  milepost suppressions add ada@example.com\n' +
        '  milepost suppressions import bounced.csv --stage prod',
    );
}

function listCommand(): Command {
  return withPlace(new Command('list'))
    .description('list them, or tell how one address stands')
    .argument('[address]', 'tell of this address alone')
    .addOption(channelOption())
    .option('--limit <number>', 'how many', wholeNumber(1), 50)
    .option('--json', 'print JSON, a line for each')
    .addHelpText('after', '\nExample:\n  milepost suppressions list ada@example.com')
    .action(async (address: string | undefined, options: OfChannel & { limit: number; json?: boolean }) => {
      await closing(await toRead(options), async (kept) => {
        const standings =
          address === undefined
            ? await firstOf(kept, options.limit)
            : await standingOf(kept, address, options);
        if (options.json) for (const standing of standings) console.log(JSON.stringify(asJson(standing)));
        else tell(standings, kept.clock.now(), address);
      });
    });
}

function addCommand(): Command {
  return withPlace(new Command('add'))
    .description('send nothing more to an address')
    .addArgument(new Argument('<address>', 'an e-mail address, or what the channel has'))
    .addOption(channelOption())
    .addHelpText('after', '\nExample:\n  milepost suppressions add +447700900123 --channel sms')
    .action(async (address: string, options: OfChannel) => {
      requireAddress(address, options.channel);
      await closing(await toWrite(options), async (kept) => {
        const { masked, suppression } = await add(kept, options.channel, address, 'manual', 'operator');
        console.log(`${masked}: nothing is sent to it (${suppression?.reason})`);
      });
    });
}

function removeCommand(): Command {
  return withPlace(new Command('remove'))
    .description('take an address off the list; SES keeps a list of its own (docs/runbook.md)')
    .addArgument(new Argument('<address>', 'an e-mail address, or what the channel has'))
    .addOption(channelOption())
    .addHelpText('after', '\nExample:\n  milepost suppressions remove ada@example.com')
    .action(async (address: string, options: OfChannel) => {
      requireAddress(address, options.channel);
      await closing(await toWrite(options), async ({ suppressions }) => {
        const known = await suppressions.get(options.channel, address);
        if (!known?.suppression)
          throw new UsersMistake(`${address} is not on the list of ${options.channel}`);
        await suppressions.change(options.channel, address, release);
        console.log(`${known.masked}: messages go to it again`);
      });
    });
}

function importCommand(): Command {
  return withPlace(new Command('import'))
    .description('add the addresses of a CSV file; its header names a column address, email or phone')
    .argument('<file>', 'the CSV file, gzip or plain')
    .addHelpText(
      'after',
      '\nA column "channel" says which channel a row is of, and "reason" (bounce, complaint) why.\n\n' +
        'Example:\n  milepost suppressions import bounced.csv',
    )
    .action(async (file: string, options: Place) => {
      await closing(await toWrite(options), async (kept) => {
        let added = 0;
        let rejected = 0;
        for await (const entry of readSuppressions(file)) {
          if (entry.kind === 'rejected') {
            rejected += 1;
            console.error(`${entry.file}:${entry.line}: ${entry.problem}`);
          } else {
            added += 1;
            await add(kept, entry.channel, entry.address, entry.reason, file);
          }
        }
        console.log(
          `${formatNumber(added)} addresses are on the list; ${formatNumber(rejected)} lines were left out`,
        );
        if (rejected > 0) process.exitCode = 1;
      });
    });
}

function channelOption(): Option {
  return new Option('--channel <channel>', 'the channel of the address')
    .choices(channelNames)
    .default('email');
}

function requireAddress(address: string, channel: ChannelName): void {
  const problem = addressProblem(channel, address);
  if (problem !== undefined) throw new UsersMistake(problem);
}

function add(
  { suppressions, clock }: Kept,
  channel: ChannelName,
  address: string,
  reason: SuppressionReason,
  source: string,
): Promise<Standing> {
  const suppression = { reason, source, at: clock.now(), until: null };
  return suppressions.change(channel, address, (known) => suppress(known, suppression));
}

/** Closes what was opened, whatever comes of the work. */
async function closing(kept: Kept, work: (kept: Kept) => Promise<void>): Promise<void> {
  try {
    await work(kept);
  } finally {
    await kept.close();
  }
}

async function firstOf({ suppressions }: Kept, atMost: number): Promise<Standing[]> {
  const found: Standing[] = [];
  let cursor: string | null = '';
  while (cursor !== null && found.length < atMost) {
    const page = await suppressions.page(cursor, Math.min(PAGE, atMost - found.length));
    found.push(...page.standings);
    cursor = page.next;
  }
  return found;
}

async function standingOf(
  { suppressions }: Kept,
  address: string,
  { channel }: OfChannel,
): Promise<Standing[]> {
  requireAddress(address, channel);
  const standing = await suppressions.get(channel, address);
  return standing ? [standing] : [];
}

function asJson({ channel, masked, hash, suppression, softBounces, deliveredAt }: Standing) {
  return {
    channel,
    address: masked,
    hash,
    ...(suppression && {
      reason: suppression.reason,
      source: suppression.source,
      at: formatInstant(suppression.at),
      until: suppression.until === null ? null : formatInstant(suppression.until),
    }),
    softBounces: softBounces.length,
    deliveredAt: deliveredAt === null ? null : formatInstant(deliveredAt),
  };
}

function tell(standings: readonly Standing[], now: number, address: string | undefined): void {
  if (standings.length === 0) {
    console.log(address === undefined ? 'no address is suppressed' : `nothing is known of ${address}`);
    return;
  }
  const rows = standings.map((standing) => {
    const { channel, masked, suppression, softBounces } = standing;
    const until = suppression?.until ?? null;
    return [
      masked,
      channel,
      suppression ? suppression.reason : `free; soft bounces: ${softBounces.length}`,
      suppression?.source ?? '',
      suppression ? minuteOf(suppression.at) : '',
      until === null ? '' : `${minuteOf(until)}${inForce(standing, now) ? '' : ' (over)'}`,
    ];
  });
  console.log(table(['address', 'channel', 'reason', 'source', 'since (UTC)', 'until'], rows));
}

function minuteOf(moment: number): string {
  return formatInstant(moment).slice(0, 16).replace('T', ' ');
}
