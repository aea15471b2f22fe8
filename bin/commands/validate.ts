// `milepost validate`: everything that is wrong with journeys, in a marketer's words, and what they do together.

import { basename, dirname } from 'node:path';
import { Command } from 'commander';
import { readWorkflows } from '../../lib/embedded/files/read-workflows.ts';
import { type Analysis, analyse } from '../../lib/journey/analysis/analyse.ts';
import { segmentTurnings } from '../../lib/journey/analysis/segment-turnings.ts';
import { strictFailures } from '../../lib/journey/analysis/strict.ts';
import { formatProblems, hasErrors, type Problem } from '../../lib/journey/checks/problem.ts';
import { validateSet } from '../../lib/journey/checks/validate-set.ts';
import type { SendingRules } from '../../lib/journey/sending/sending-rules.ts';
import { printAnalysis } from '../output/analysis.ts';
import { UsersMistake } from '../users-mistake.ts';
import { surroundings } from '../workflows.ts';

type Options = { workflows: string; json?: boolean; strict?: boolean };

/** The analysis is of a whole folder without errors; of single files, there is none. */
type Validated = {
  count: number;
  problems: Problem[];
  analysis: Analysis | null;
  sending?: SendingRules | undefined;
};

export function validateCommand(): Command {
  return new Command('validate')
    .description('check journeys: exit 1 and tell every error, with its place and what is allowed')
    .argument('[files...]', 'journey files (default: all of --workflows, and what they do together)')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option(
      '--strict',
      'exit 1 also for journeys that feed each other, and for events of which one end is loose',
    )
    .option('--json', 'print {problems, analysis} as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost validate workflows/welcome.json\n  milepost validate --strict',
    )
    .action(run);
}

async function run(files: string[], { workflows, json, strict }: Options): Promise<void> {
  if (strict && files.length > 0) {
    throw new UsersMistake('--strict looks at all journeys together; leave the files away');
  }
  const validated = files.length === 0 ? await validateFolder(workflows) : await validateFiles(files);
  const { count, problems, analysis, sending } = validated;
  const failures = strict && analysis ? strictFailures(analysis) : [];
  if (hasErrors(problems) || failures.length > 0) process.exitCode = 1;
  if (json) {
    console.log(JSON.stringify({ problems, analysis, ...(strict ? { failures } : {}) }, null, 2));
    return;
  }
  if (problems.length > 0) console.log(formatProblems(problems));
  if (!hasErrors(problems)) console.log(`${count} journey${count === 1 ? ' is' : 's are'} valid`);
  if (analysis) printAnalysis(analysis, sending);
  if (failures.length > 0) console.log(`\n${failures.map((failure) => `--strict: ${failure}`).join('\n')}`);
}

async function validateFolder(folder: string): Promise<Validated> {
  const workflows = await readWorkflows(folder);
  const { journeys, problems } = validateSet(workflows.journeys, { ...workflows, ...surroundings() });
  const all = [...workflows.problems, ...problems];
  // Without the journeys that have errors, much would seem to lead nowhere.
  const analysis = hasErrors(all)
    ? null
    : analyse(journeys, { ...workflows, turnings: segmentTurnings(workflows.segments) });
  return { count: journeys.length, problems: all, analysis, sending: workflows.sending };
}

async function validateFiles(files: string[]): Promise<Validated> {
  let count = 0;
  const problems: Problem[] = [];
  for (const [beside, names] of Map.groupBy(files, (file) => dirname(file))) {
    const workflows = await readWorkflows(beside, { only: names.map((name) => basename(name)) });
    const checked = validateSet(workflows.journeys, { ...workflows, ...surroundings() });
    count += checked.journeys.length;
    problems.push(...workflows.problems, ...checked.problems);
  }
  return { count, problems, analysis: null };
}
