// `milepost replay`: events of the past through the journeys, on the virtual clock, without network.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { Command } from 'commander';
import { undeclaredProblem } from '../../lib/customer/ingest.ts';
import type { Customer } from '../../lib/customer/profile.ts';
import { parseInstant } from '../../lib/customer/time.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import type { Rejected } from '../../lib/embedded/files/entry.ts';
import { type CsvMapping, parseMapping } from '../../lib/embedded/files/mapping.ts';
import { readCustomers } from '../../lib/embedded/files/read-customers.ts';
import { loadEvents } from '../../lib/embedded/files/sort-events.ts';
import { outboxLine } from '../../lib/embedded/report/outbox-line.ts';
import { reportJson } from '../../lib/embedded/report/report-json.ts';
import { createProgress } from '../output/progress.ts';
import { printReport } from '../output/report.ts';
import { type Replayed, replay } from '../replay.ts';
import { UsersMistake } from '../users-mistake.ts';
import { loadSendingRules, loadWorkflows, strictTypes } from '../workflows.ts';

type Options = {
  journeys: string;
  events: string[];
  customers?: string;
  until?: string;
  outbox?: string;
  rejects?: string;
  json?: boolean;
  report?: string;
  assumeReachable?: boolean;
  csv?: string;
  event?: string;
  types?: string;
  first?: string;
  strictEvents?: boolean;
  sending?: string;
};

export function replayCommand(): Command {
  return new Command('replay')
    .description('run events of the past through the journeys, on a virtual clock')
    .option('--journeys <folder>', 'the folder of the journeys', 'workflows')
    .requiredOption('--events <files...>', 'event files: NDJSON, or CSV with --csv; gzip or plain')
    .option('--customers <file>', 'customers, as NDJSON')
    .option(
      '--until <moment>',
      'stop the clock at this moment (inclusive); later input is ignored. Without it, schedules and yearly dates come up to the last event',
    )
    .option('--outbox <file>', 'write each message decision there, a JSON line each')
    .option('--rejects <file>', 'write the lines that were rejected there, with their problem')
    .option('--json', 'print the report as JSON')
    .option(
      '--report <file>',
      'write the report there as JSON, with the ways that runs went: for milepost cost',
    )
    .option('--assume-reachable', 'give every customer consent and an address on every channel')
    .option('--csv <mapping>', 'columns of a CSV file: field=column, separated by commas')
    .option('--event <type>', 'with --csv: the type of every row')
    .option('--types <mapping>', 'with --csv: types by the values of the type column: value=type, …')
    .option('--first <type>', 'emit an event of this type before the first of each customer')
    .option('--sending <file>', 'keep the caps and quiet hours of this file, such as workflows/sending.json')
    .option('--strict-events', 'reject events that events.json does not declare')
    .addHelpText(
      'after',
      '\nExample:\n  milepost replay --journeys workflows --events orders.csv.gz --event order.placed \\\n' +
        "    --csv 'customerId=customer_id,at=date,total=usd' --first customer.registered --assume-reachable",
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { catalog, templates, events: declaring } = await loadWorkflows(options.journeys);
  const sending = options.sending === undefined ? null : await loadSendingRules(options.sending);
  const declared = options.strictEvents ? strictTypes(declaring, options.journeys) : undefined;
  const wrongFirst = options.first === undefined ? undefined : undeclaredProblem(options.first, declared);
  if (wrongFirst !== undefined) throw new UsersMistake(`--first: ${wrongFirst}`);
  const until = momentOf(options.until);
  const mapping = mappingOf(options);
  // A file that cannot be written is told now, and not after the replay.
  for (const file of [options.outbox, options.rejects, options.report])
    if (file !== undefined) await writeFile(file, '');
  const rejects: Rejected[] = [];
  const onRejected = (line: Rejected) => void rejects.push(line);
  const customers = options.customers === undefined ? [] : await readAll(options.customers, onRejected);
  const events = await loadEvents(
    options.events,
    { ...(mapping ? { csv: mapping } : {}), ...(options.first ? { first: options.first } : {}), declared },
    onRejected,
  );
  const progress = createProgress('replaying', events.size);
  const replayed = await replay({
    catalog: { ...catalog, sending },
    templates,
    events,
    customers,
    rejected: rejects.length,
    until,
    assumeReachable: options.assumeReachable ?? false,
    stopwatch: realClock,
    progress: progress.update,
  });
  progress.done();
  try {
    if (options.outbox !== undefined) await writeOutbox(options.outbox, replayed);
    if (options.rejects !== undefined) await writeLines(options.rejects, rejects.map(rejectLine));
    else if (rejects.length > 0) tellRejects(rejects);
    if (options.report !== undefined) await writeReport(options.report, replayed);
    if (options.json) console.log(JSON.stringify(reportJson(replayed.report), null, 2));
    else printReport(replayed.report);
  } finally {
    replayed.close();
  }
}

function mappingOf({ csv, event, types }: Options): CsvMapping | undefined {
  const more = { ...(event === undefined ? {} : { event }), ...(types === undefined ? {} : { types }) };
  if (csv !== undefined) return parseMapping(csv, more);
  const [alone] = Object.keys(more);
  if (alone === undefined) return undefined;
  throw new UsersMistake(
    `--${alone} goes with --csv, which says which columns are the customer and the date`,
  );
}

function momentOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const moment = parseInstant(text);
  if (moment === undefined) {
    throw new UsersMistake(`--until "${text}" is no moment; write for example 2026-12-31T00:00:00Z`);
  }
  return moment;
}

async function readAll(file: string, onRejected: (line: Rejected) => void): Promise<Customer[]> {
  const customers: Customer[] = [];
  for await (const entry of readCustomers(file)) {
    if (entry.kind === 'customer') customers.push(entry.customer);
    else onRejected(entry);
  }
  return customers;
}

function writeOutbox(file: string, { embedded }: Replayed): Promise<void> {
  return writeLines(file, outboxLines(embedded.stores.messages.all()));
}

async function writeReport(file: string, replayed: Replayed): Promise<void> {
  const report = { ...reportJson(replayed.report), runs: await replayed.sameWays() };
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

function* outboxLines(messages: ReturnType<Replayed['embedded']['stores']['messages']['all']>) {
  for (const { message } of messages) yield outboxLine(message);
}

function rejectLine({ file, line, text, problem }: Rejected) {
  return { file, line, problem, text };
}

async function writeLines(file: string, lines: Iterable<object>): Promise<void> {
  const stream = createWriteStream(file);
  for (const line of lines) {
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

const TOLD = 10;

function tellRejects(rejects: Rejected[]): void {
  for (const { file, line, problem } of rejects.slice(0, TOLD)) {
    console.error(`rejected: ${file}, line ${line}: ${problem}`);
  }
  const more = rejects.length - TOLD;
  if (more > 0) console.error(`rejected: ${more} more; --rejects FILE keeps them all`);
}
