// `milepost test`: the scenarios of workflows/tests, on the virtual clock, with the differences in words.

import { Command } from 'commander';
import { formatProblems, hasErrors } from '../../lib/journey/checks/problem.ts';
import { bold, green, red } from '../output/colors.ts';
import { type LoadedScenario, loadScenarios } from '../scenarios.ts';

type Options = { workflows: string; json?: boolean };

type Tested = { file: string; scenario: string; passed: boolean; differences: string[] };

export function testCommand(): Command {
  return new Command('test')
    .description('run the tests of journeys: exit 1 if messages come that should not, or the other way round')
    .argument('[files...]', 'files of scenarios (default: all of tests/ in --workflows)')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--json', 'print {scenarios, problems} as JSON')
    .addHelpText('after', '\nExample:\n  milepost test workflows/tests/welcome.json')
    .action(run);
}

async function run(files: string[], { workflows, json }: Options): Promise<void> {
  const { scenarios, problems } = await loadScenarios(workflows, files);
  if (problems.length > 0 && !json) console.log(formatProblems(problems));
  const tested: Tested[] = [];
  for (const scenario of scenarios) {
    const result = await test(scenario);
    if (!json) tell(result, tested.at(-1)?.file);
    tested.push(result);
  }
  const failed = tested.filter(({ passed }) => !passed).length;
  if (failed > 0 || hasErrors(problems)) process.exitCode = 1;
  if (json) console.log(JSON.stringify({ scenarios: tested, problems }, null, 2));
  else console.log(`\n${summary(tested.length, failed)}`);
}

async function test({ file, name, run }: LoadedScenario): Promise<Tested> {
  const differences = await run();
  return { file, scenario: name, passed: differences.length === 0, differences };
}

function tell({ file, scenario, passed, differences }: Tested, before: string | undefined): void {
  if (file !== before) console.log(`${before === undefined ? '' : '\n'}${bold(file)}`);
  console.log(`  ${passed ? green('✓') : red('✗')} ${scenario}`);
  for (const difference of differences) console.log(`      ${difference}`);
}

function summary(all: number, failed: number): string {
  const scenarios = `${all} scenario${all === 1 ? '' : 's'}`;
  return failed === 0 ? `${scenarios}: all as expected` : `${scenarios}, ${failed} not as expected`;
}
