// `milepost machine run`: any machine of the supported subset, alone, on the virtual clock.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { StartError } from '../../lib/embedded/asl/advance.ts';
import { MachineError } from '../../lib/embedded/asl/machine-error.ts';
import { MockError } from '../../lib/embedded/asl/mock/mock-config.ts';
import { runMachine } from '../../lib/embedded/asl/run-machine.ts';
import { UsersMistake } from '../users-mistake.ts';

type Options = { input: string; mocks?: string; case?: string; name?: string };

export function machineCommand(): Command {
  const run = new Command('run')
    .description('run a machine in Amazon States Language (JSONata) on the virtual clock')
    .argument('<file>', 'the definition')
    .option('--input <json>', 'the input of the execution', '{}')
    .option('--mocks <file>', 'what tasks answer, in the MockConfigFile format of Step Functions Local')
    .option('--case <name>', 'the test case of the mock file')
    .option('--name <name>', "the machine's name, as the mock file has it (default: the file's name)")
    .addHelpText(
      'after',
      "\nExample:\n  milepost machine run machine.json --input '{}' --mocks mocks.json --case Happy",
    )
    .action(async (file: string, options: Options) => {
      const result = await runFile(file, options);
      console.log(JSON.stringify(result, null, 2));
    });
  return new Command('machine')
    .description('work with single state machines')
    .addCommand(run)
    .addHelpText('after', '\nExample:\n  milepost machine run machine.json');
}

async function runFile(file: string, options: Options) {
  const definition = await readJson(file);
  const input = parse('--input', options.input);
  const mocks = options.mocks === undefined ? undefined : await readJson(options.mocks);
  try {
    return await runMachine({
      definition,
      input,
      name: options.name ?? basename(file).replace(/(\.asl)?\.json$/, ''),
      ...(mocks === undefined ? {} : { mocks }),
      ...(options.case === undefined ? {} : { testCase: options.case }),
    });
  } catch (error) {
    if (error instanceof MockError) throw new UsersMistake(`${options.mocks ?? file}: ${error.message}`);
    if (error instanceof StartError) throw new UsersMistake(`--input: ${error.message}`);
    if (error instanceof MachineError) throw new UsersMistake(`${file}: ${error.message}`);
    throw error;
  }
}

async function readJson(file: string) {
  return parse(file, await readFile(file, 'utf8'));
}

function parse(where: string, text: string) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsersMistake(`${where} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
