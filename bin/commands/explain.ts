// `milepost explain`: why a customer did or did not enter, get a message, take a branch.

import { Command } from 'commander';
import type { Database } from '../../lib/embedded/database.ts';
import { localMoment } from '../../lib/embedded/report/local-moment.ts';
import { saidTo } from '../../lib/embedded/report/said.ts';
import { tellStory } from '../../lib/embedded/report/story.ts';
import { createDecisions } from '../../lib/embedded/stores/decisions.ts';
import { createMessages } from '../../lib/embedded/stores/messages.ts';
import { createProfiles } from '../../lib/embedded/stores/profiles.ts';
import { createRuns } from '../../lib/embedded/stores/runs.ts';
import { createSegments } from '../../lib/embedded/stores/segments.ts';
import type { Run } from '../../lib/ports.ts';
import { openServersFile } from '../open-database.ts';
import { printStory } from '../output/story.ts';
import { UsersMistake } from '../users-mistake.ts';

type Options = { journey?: string; db: string; json?: boolean };

export function explainCommand(): Command {
  return new Command('explain')
    .description('tell why a customer did or did not enter, get a message, take a branch')
    .argument('<customer>', "the customer's id")
    .option('--journey <id>', 'of this journey only')
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--json', 'print the decisions as JSON')
    .addHelpText('after', '\nExample:\n  milepost explain c42 --journey welcome')
    .action(async (customerId: string, options: Options) => {
      const database = openServersFile(options.db, { durable: false, readOnly: true });
      try {
        await explain(database, customerId, options);
      } finally {
        database.close();
      }
    });
}

async function explain(database: Database, customerId: string, options: Options): Promise<void> {
  const { journey, json } = options;
  const profile = await createProfiles(database).get(customerId);
  if (!profile) throw new UsersMistake(`there is no customer "${customerId}" in ${options.db}`);
  const decisions = await createDecisions(database).of(customerId, journey);
  const runs = (await createRuns(database).of(customerId)).filter(
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
  printStory(tellStory({ decisions, said: saidTo(customerId, createMessages(database).all()), zone }), zone);
  for (const run of runs) console.log(`\n${standing(run)}`);
  const inside = (await createSegments(database).of(customerId)).filter((membership) => membership.inside);
  const since = inside.map(({ segmentId, since }) => `${segmentId} since ${localMoment(since, zone)}`);
  if (since.length > 0) console.log(`\nin segments: ${since.join(', ')}`);
}

function standing(run: Run): string {
  const branches = Object.entries(run.splits).map(([split, branch]) => `${split}: ${branch}`);
  const drawn = branches.length > 0 ? `; split by hash into ${branches.join(', ')}` : '';
  const outcome = run.outcome === null ? '' : `, ${run.outcome}`;
  return `run ${run.id}: ${run.status}${outcome}${run.convertedAt === null ? '' : ', converted'}${drawn}`;
}
