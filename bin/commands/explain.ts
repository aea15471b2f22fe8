// `milepost explain`: why a customer did or did not enter, get a message, take a branch.

import { Command } from 'commander';
import { isObject } from '../../lib/customer/json.ts';
import type { Database } from '../../lib/embedded/database.ts';
import { localMoment } from '../../lib/embedded/report/local-moment.ts';
import { type Said, saidTo } from '../../lib/embedded/report/said.ts';
import { tellStory } from '../../lib/embedded/report/story.ts';
import { createDecisions } from '../../lib/embedded/stores/decisions.ts';
import { createMessages } from '../../lib/embedded/stores/messages.ts';
import { createProfiles } from '../../lib/embedded/stores/profiles.ts';
import { createRuns } from '../../lib/embedded/stores/runs.ts';
import { createSegments } from '../../lib/embedded/stores/segments.ts';
import type { DecisionRecord, Ports, Run } from '../../lib/ports.ts';
import { openServersFile } from '../open-database.ts';
import { printStory } from '../output/story.ts';
import { UsersMistake } from '../users-mistake.ts';

type Options = { journey?: string; db: string; stage?: string; json?: boolean };

/** What a story is told from, wherever it is kept. `said` is what was said in messages, where that can be read. */
type Sources = Pick<Ports, 'profiles' | 'decisions' | 'runs' | 'segments'> & {
  said(customerId: string): Said;
  where: string;
};

export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'tell why a customer did or did not enter, get a message, take a branch, or why a run failed',
    )
    .argument('<customer>', "the customer's id")
    .option('--journey <id>', 'of this journey only')
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--stage <name>', 'of a stage on AWS, with your credentials, instead of a file')
    .option('--json', 'print the decisions as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost explain c42 --journey welcome\n  milepost explain c42 --stage prod',
    )
    .action(async (customerId: string, options: Options) => {
      if (options.stage !== undefined) return explain(await ofStage(options.stage), customerId, options);
      const database = openServersFile(options.db, { durable: false, readOnly: true });
      try {
        await explain(ofFile(database, options.db), customerId, options);
      } finally {
        database.close();
      }
    });
}

function ofFile(database: Database, path: string): Sources {
  return {
    profiles: createProfiles(database),
    decisions: createDecisions(database),
    runs: createRuns(database),
    segments: createSegments(database),
    said: (customerId) => saidTo(customerId, createMessages(database).all()),
    where: path,
  };
}

/** The SDK takes its time to load, and is loaded only here. */
async function ofStage(name: string): Promise<Sources> {
  const { connectStage } = await import('../connect-stage.ts');
  const { ports } = await connectStage(name);
  return { ...ports, said: () => new Map(), where: `stage "${name}"` };
}

async function explain(sources: Sources, customerId: string, { journey, json }: Options): Promise<void> {
  const profile = await sources.profiles.get(customerId);
  if (!profile) throw new UsersMistake(`there is no customer "${customerId}" in ${sources.where}`);
  const decisions = await sources.decisions.of(customerId, journey);
  const runs = (await sources.runs.of(customerId)).filter(
    (run) => journey === undefined || run.journeyId === journey,
  );
  if (json) {
    console.log(JSON.stringify({ decisions, runs }, null, 2));
    return;
  }
  if (decisions.length === 0) {
    const where = journey === undefined ? '' : ` in journey "${journey}"`;
    console.log(`Nothing was decided about customer "${customerId}"${where}: no event of theirs starts it.`);
    return;
  }
  const zone = profile.timezone ?? 'UTC';
  console.log(`Customer ${customerId}, in the time of ${zone}:\n`);
  printStory(tellStory({ decisions, said: sources.said(customerId), zone }), zone);
  for (const run of runs) console.log(`\n${standing(run, decisions)}`);
  const inside = (await sources.segments.of(customerId)).filter((membership) => membership.inside);
  const since = inside.map(({ segmentId, since }) => `${segmentId} since ${localMoment(since, zone)}`);
  if (since.length > 0) console.log(`\nin segments: ${since.join(', ')}`);
}

function standing(run: Run, decisions: readonly DecisionRecord[]): string {
  const branches = Object.entries(run.splits).map(([split, branch]) => `${split}: ${branch}`);
  const drawn = branches.length > 0 ? `; split by hash into ${branches.join(', ')}` : '';
  const outcome = run.outcome === null ? '' : `, ${run.outcome}`;
  const converted = run.convertedAt === null ? '' : ', converted';
  const said = `run ${run.id}: ${run.status}${outcome}${converted}${drawn}`;
  return [said, ...whatToDo(run, decisions)].join('\n  ');
}

/** Of a failed run: where and why it failed, and how it can go on. */
function whatToDo({ id, status }: Run, decisions: readonly DecisionRecord[]): string[] {
  const end = decisions.findLast(({ kind, runId }) => kind === 'end' && runId === id);
  if (status !== 'failed' || !end || !isObject(end.detail)) return [];
  const { advice, redrive } = end.detail;
  return [end.reason, `${advice}${redrive === true ? `: milepost runs redrive ${id}` : ''}`];
}
