// `milepost compile`: a journey as the state machine that it becomes, or what its ways through cost.

import { Command } from 'commander';
import { costPaths } from '../../lib/journey/compile/cost.ts';
import { printPaths } from '../output/paths.ts';
import { UsersMistake } from '../users-mistake.ts';
import { loadJourneyFile } from '../workflows.ts';

export function compileCommand(): Command {
  return new Command('compile')
    .description('print the state machine of a journey, in Amazon States Language')
    .argument('<journey>', 'a journey file, or the id of a journey in --workflows')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--cost', 'print the state transitions of each path instead')
    .option('--json', 'with --cost: as JSON')
    .addHelpText('after', '\nExample:\n  milepost compile welcome --cost')
    .action(async (name: string, options: { workflows: string; cost?: boolean; json?: boolean }) => {
      const { catalog, journeyId } = await loadJourneyFile(name, options.workflows);
      const deployed = catalog.journeys.get(journeyId);
      if (!deployed) throw new UsersMistake(`there is no journey "${journeyId}"`);
      if (!options.cost) {
        console.log(JSON.stringify(deployed.machine, null, 2));
        return;
      }
      const cost = costPaths(deployed.machine);
      if (options.json) console.log(JSON.stringify(cost, null, 2));
      else printPaths(deployed.journey, cost);
    });
}
