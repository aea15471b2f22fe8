// `milepost runs`: the runs of customers through journeys: which failed, where and why; and lets those go on.

import { Command } from 'commander';
import { formatInstant } from '../../lib/customer/time.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { table } from '../output/table.ts';
import type { KeptRuns, ListedRun } from '../runs/listed-run.ts';
import { runsToRead, runsToRedrive } from '../runs/of-file.ts';
import { since } from '../since.ts';
import { UsersMistake } from '../users-mistake.ts';
import { wholeNumber } from '../whole-number.ts';

type Options = {
  failed?: boolean;
  journey?: string;
  customer?: string;
  since?: number;
  limit: number;
  db: string;
  stage?: string;
  workflows: string;
  json?: boolean;
};

/** How many runs are redriven at once: those that failed last. */
const MOST_REDRIVEN = 1000;
const LONGEST_CAUSE = 80;

export function runsCommand(): Command {
  const runs = choosing(new Command('runs'))
    .description('list the runs of customers through journeys: where they failed, and why')
    .enablePositionalOptions()
    .option('--limit <number>', 'how many', wholeNumber(1), 20)
    .option('--json', 'print whole runs, one JSON line each')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost runs --failed\n  milepost runs --failed --since P1D --stage prod\n' +
        '  milepost runs redrive --failed --journey welcome',
    )
    .action(listRuns);
  return runs.addCommand(redriveCommand());
}

function redriveCommand(): Command {
  return choosing(new Command('redrive'))
    .description('let failed runs go on from the step that failed, once what was wrong is mended')
    .argument('[run...]', 'their ids; or choose them by --failed')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .addHelpText(
      'after',
      '\nWhat a run did before is not done again: no message is sent twice. A run can be redriven for fourteen days\n' +
        'after it failed, unless its customer has entered the journey again. The server on a file is stopped first.\n' +
        '\nExamples:\n  milepost runs redrive --failed --journey welcome\n  milepost runs redrive --failed --stage prod',
    )
    .action(redrive);
}

/** The options that both have: which runs, and where they are kept. */
function choosing(command: Command): Command {
  return command
    .option('--failed', 'only those that failed')
    .option('--journey <journey>', 'of this journey only')
    .option('--customer <id>', 'of this customer only')
    .option(
      '--since <moment>',
      'entered since, or with --failed, failed since; P7D is seven days ago',
      since(realClock.now),
    )
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--stage <name>', 'of a stage on AWS, with your credentials, instead of a file');
}

async function listRuns(options: Options): Promise<void> {
  const { db, stage } = options;
  const kept = stage === undefined ? runsToRead(db) : await (await onStages()).runsToRead(stage);
  try {
    // One more tells whether there are more.
    const found = await kept.list({ ...filterOf(options), atMost: options.limit + 1 });
    const shown = found.slice(0, options.limit);
    if (options.json) {
      for (const run of shown) console.log(JSON.stringify(asJson(run)));
      return;
    }
    console.log(shown.length > 0 ? tableOf(shown, options.failed ?? false) : nothing(options));
    if (found.length > shown.length) console.log(`\nthere are more: --limit ${options.limit * 2} shows some`);
  } finally {
    await kept.close();
  }
}

function filterOf({ failed = false, journey, customer, since }: Options) {
  return { failed, journey, customer, since };
}

function tableOf(runs: readonly ListedRun[], onlyFailed: boolean): string {
  const head = [onlyFailed ? 'failed (UTC)' : 'entered (UTC)', 'run', 'customer', 'state', 'step', 'why'];
  const rows = runs.map((run) => {
    const { status, outcome, failure } = run;
    return [
      formatInstant((onlyFailed ? run.endedAt : null) ?? run.enteredAt)
        .slice(0, 19)
        .replace('T', ' '),
      run.run,
      run.customer,
      `${status}${failure === null && outcome !== null ? `, ${outcome}` : ''}${redrivenOf(run)}`,
      failure?.step ?? '',
      failure === null ? '' : `${shortened(failure.cause)} (${failure.error})`,
    ];
  });
  return table(head, rows);
}

function redrivenOf({ redrives }: ListedRun): string {
  if (redrives === 0) return '';
  return redrives === 1 ? ', redriven once' : `, redriven ${redrives} times`;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_CAUSE ? `${line.slice(0, LONGEST_CAUSE - 1).trimEnd()}…` : line;
}

function asJson({ enteredAt, endedAt, ...run }: ListedRun) {
  return {
    ...run,
    enteredAt: formatInstant(enteredAt),
    endedAt: endedAt === null ? null : formatInstant(endedAt),
  };
}

function nothing({ failed }: Options): string {
  return failed ? 'no run failed' : 'no runs';
}

async function redrive(ids: string[], options: Options): Promise<void> {
  if (ids.length === 0 && !options.failed) {
    throw new UsersMistake(
      'which runs? name them, or choose those that failed by --failed, --journey, --customer, --since',
    );
  }
  const { db, stage, workflows } = options;
  const kept =
    stage === undefined
      ? await runsToRedrive(db, workflows)
      : await (await onStages()).runsToRedrive(stage, workflows);
  try {
    const chosen =
      ids.length > 0
        ? ids
        : (await kept.list({ ...filterOf(options), failed: true, atMost: MOST_REDRIVEN })).map(
            ({ run }) => run,
          );
    if (chosen.length === 0) console.log('no run failed');
    if (chosen.length === MOST_REDRIVEN)
      console.log(`these ${MOST_REDRIVEN} first; then ask again for the rest`);
    let redriven = 0;
    for (const id of chosen) if (await redriveOne(kept, id)) redriven += 1;
    if (redriven > 0 && stage === undefined) console.log(`They go on when the server on ${db} starts.`);
    if (redriven < chosen.length) process.exitCode = 1;
  } finally {
    await kept.close();
  }
}

/** Tells what became of it; one that cannot be asked for does not keep the others from going on. */
async function redriveOne(kept: KeptRuns, id: string): Promise<boolean> {
  try {
    const answer = await kept.redrive(id);
    if (answer.redriven)
      console.log(`${id}: goes on from ${answer.step === null ? 'where it ended' : `step ${answer.step}`}`);
    else console.error(`${id}: not redriven: ${answer.reason}`);
    return answer.redriven;
  } catch (error) {
    console.error(`${id}: not redriven: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** The AWS SDK takes its time to load, and is loaded only here. */
function onStages() {
  return import('../runs/of-stage.ts');
}
