// `milepost segments`: who is in which segment, as the server's file has it, while it may be at work.

import { Command } from 'commander';
import { SEGMENT_PASS } from '../../functions/segments/looks.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import type { Database } from '../../lib/embedded/database.ts';
import { createPasses } from '../../lib/embedded/stores/passes.ts';
import { createProfiles } from '../../lib/embedded/stores/profiles.ts';
import { createSegments } from '../../lib/embedded/stores/segments.ts';
import type { Pass } from '../../lib/ports.ts';
import { openServersFile } from '../open-database.ts';
import { formatNumber, table } from '../output/table.ts';
import { nameMissing } from '../users-mistake.ts';

type Options = { db: string; json?: boolean };

/** `looked` is at how many customers the segment has been looked at since it was written as it is. */
type Standing = { segment: string; customers: number; looked: number; of: number };

export function segmentsCommand(): Command {
  return new Command('segments')
    .description('tell how many customers are in each segment, or list those who are in one')
    .argument('[segment]', 'list its customers, with the moment from which on they are in it')
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--json', 'print JSON: a list, or for one segment a line for each customer')
    .addHelpText('after', '\nExamples:\n  milepost segments\n  milepost segments churned --json')
    .action(async (segment: string | undefined, options: Options) => {
      const database = openServersFile(options.db, { durable: false, readOnly: true });
      try {
        const standings = await standingsIn(database);
        if (segment === undefined) tellAll(standings, options);
        else tellOne(database, segment, standings, options);
      } finally {
        database.close();
      }
    });
}

async function standingsIn(database: Database): Promise<Standing[]> {
  const counts = createSegments(database).counts();
  const all = createProfiles(database).count();
  const passes = (await createPasses(database).all()).filter(({ name }) => name.startsWith(PREFIX));
  return passes.map((pass) => {
    const segment = pass.name.slice(PREFIX.length);
    return { segment, customers: counts.get(segment) ?? 0, looked: lookedAt(pass, all), of: all };
  });
}

const PREFIX = `${SEGMENT_PASS}:`;

/** Who came since the pass began is looked at as they come. */
function lookedAt({ handled, finishedAt }: Pass, all: number): number {
  return finishedAt === null ? Math.min(handled, all) : all;
}

function tellAll(standings: readonly Standing[], { json }: Options): void {
  if (json) {
    console.log(JSON.stringify(standings, null, 2));
    return;
  }
  const rows = standings.map(({ segment, customers, looked, of }) => [
    segment,
    customers,
    progressOf(looked, of),
  ]);
  const none = 'no segments: a file in workflows/segments is one, from the next start of the server on';
  console.log(rows.length > 0 ? table(['segment', 'customers', 'looked at'], rows) : none);
}

function progressOf(looked: number, of: number): string {
  return looked === of ? 'all customers' : `${formatNumber(looked)} of ${formatNumber(of)} customers so far`;
}

function tellOne(
  database: Database,
  segment: string,
  standings: readonly Standing[],
  { db, json }: Options,
): void {
  const ids = standings.map((standing) => standing.segment);
  if (!ids.includes(segment)) throw nameMissing('segment', segment, ids, db);
  const members = createSegments(database).members(segment);
  if (json) {
    for (const { customerId, since } of members) {
      console.log(JSON.stringify({ customerId, since: formatInstant(since) }));
    }
    return;
  }
  const rows = [...members].map(({ customerId, since }) => [
    customerId,
    formatInstant(since).slice(0, 19).replace('T', ' '),
  ]);
  console.log(rows.length > 0 ? table(['customer', 'since (UTC)'], rows) : `nobody is in ${segment}`);
}
