// The command line as a whole: one file a command in commands/, and one place that turns errors into answers.

import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { compileCommand } from './commands/compile.ts';
import { costCommand } from './commands/cost.ts';
import { customersCommand } from './commands/customers.ts';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { machineCommand } from './commands/machine.ts';
import { messagesCommand } from './commands/messages.ts';
import { replayCommand } from './commands/replay.ts';
import { schemaCommand } from './commands/schema.ts';
import { segmentsCommand } from './commands/segments.ts';
import { serveCommand } from './commands/serve.ts';
import { testCommand } from './commands/test.ts';
import { validateCommand } from './commands/validate.ts';
import { addCompletion } from './completion.ts';
import { tellMistake } from './users-mistake.ts';

/** Everything that `milepost` can do. */
export function createProgram(): Command {
  const program = new Command('milepost')
    .description(
      'Customer journeys as code: written in JSON, compiled to AWS Step Functions, run there or here.',
    )
    .version(packageJson.version)
    .addHelpText('after', '\nExamples:\n  milepost demo\n  milepost validate\n  milepost replay --help');
  const commands = [
    demoCommand(),
    validateCommand(),
    testCommand(),
    compileCommand(),
    costCommand(),
    replayCommand(),
    serveCommand(),
    explainCommand(),
    messagesCommand(),
    segmentsCommand(),
    customersCommand(),
    machineCommand(),
    schemaCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  addCompletion(program);
  for (const command of withSubcommands(commands)) pointToItsHelp(command);
  for (const command of withSubcommands([program])) command.exitOverride();
  return program;
}

/** Runs one command; sets the exit code, to 1 if it failed. A mistake of the user's is told without a stack. */
export async function runProgram(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Of its own errors, and of --help, commander has told already.
    if (!(error instanceof CommanderError)) console.error(tellMistake(error) ?? error);
    process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
  }
}

/** These and all that are below them. */
export function withSubcommands(commands: readonly Command[]): Command[] {
  return commands.flatMap((command) => [command, ...withSubcommands(command.commands)]);
}

function pointToItsHelp(command: Command): void {
  const names = [command.name()];
  for (let above = command.parent; above; above = above.parent) names.unshift(above.name());
  command.showHelpAfterError(`(${names.join(' ')} --help tells more)`);
}
