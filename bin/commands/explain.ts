// `milepost explain`: why a customer did or did not enter, get a message, take a branch.

import { Command } from 'commander';
import { tellStory } from '../../lib/embedded/report/story.ts';
import { createDecisions } from '../../lib/embedded/stores/decisions.ts';
import { createRuns } from '../../lib/embedded/stores/runs.ts';
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
        const decisions = await createDecisions(database).of(customerId, options.journey);
        const runs = (await createRuns(database).of(customerId)).filter(
          (run) => options.journey === undefined || run.journeyId === options.journey,
        );
        if (options.json) {
          console.log(JSON.stringify({ decisions, runs }, null, 2));
          return;
        }
        if (decisions.length === 0) {
          const where = options.journey === undefined ? '' : ` in journey "${options.journey}"`;
          throw new UsersMistake(
            `nothing was decided about customer "${customerId}"${where}: no event of theirs could have started a journey`,
          );
        }
        printStory(tellStory(decisions));
        for (const run of runs) console.log(`\n${standing(run)}`);
      } finally {
        database.close();
      }
    });
}

function standing(run: Run): string {
  const branches = Object.entries(run.splits).map(([split, branch]) => `${split}: ${branch}`);
  const drawn = branches.length > 0 ? `; split by hash into ${branches.join(', ')}` : '';
  const outcome = run.outcome === null ? '' : `, ${run.outcome}`;
  return `run ${run.id}: ${run.status}${outcome}${run.convertedAt === null ? '' : ', converted'}${drawn}`;
}
