// `milepost validate`: everything that is wrong with journeys, in a marketer's words.

import { basename, dirname } from 'node:path';
import { Command } from 'commander';
import { readWorkflows } from '../../lib/embedded/files/read-workflows.ts';
import { formatProblems, hasErrors, type Problem } from '../../lib/journey/checks/problem.ts';
import { validateSet } from '../../lib/journey/checks/validate-set.ts';
import { surroundings } from '../workflows.ts';

export function validateCommand(): Command {
  return new Command('validate')
    .description('check journeys: exit 1 and tell every error, with its place and what is allowed')
    .argument('[files...]', 'journey files (default: all of --workflows)')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--json', 'print the problems as JSON')
    .addHelpText('after', '\nExample:\n  milepost validate workflows/welcome.json')
    .action(async (files: string[], options: { workflows: string; json?: boolean }) => {
      const { count, problems } = await validate(files, options.workflows);
      if (options.json) console.log(JSON.stringify(problems, null, 2));
      else if (problems.length > 0) console.log(formatProblems(problems));
      if (hasErrors(problems)) process.exitCode = 1;
      else if (!options.json) console.log(`${count} journey${count === 1 ? ' is' : 's are'} valid`);
    });
}

async function validate(files: string[], folder: string): Promise<{ count: number; problems: Problem[] }> {
  if (files.length === 0) {
    const workflows = await readWorkflows(folder);
    const { journeys, problems } = validateSet(workflows.journeys, { ...workflows, ...surroundings() });
    return { count: journeys.length, problems: [...workflows.problems, ...problems] };
  }
  let count = 0;
  const problems: Problem[] = [];
  for (const [beside, names] of Map.groupBy(files, (file) => dirname(file))) {
    const workflows = await readWorkflows(beside, { only: names.map((name) => basename(name)) });
    const checked = validateSet(workflows.journeys, { ...workflows, ...surroundings() });
    count += checked.journeys.length;
    problems.push(...workflows.problems, ...checked.problems);
  }
  return { count, problems };
}
