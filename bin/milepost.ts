// The command line: one file a command in commands/.

import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { compileCommand } from './commands/compile.ts';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { machineCommand } from './commands/machine.ts';
import { messagesCommand } from './commands/messages.ts';
import { replayCommand } from './commands/replay.ts';
import { schemaCommand } from './commands/schema.ts';
import { serveCommand } from './commands/serve.ts';
import { validateCommand } from './commands/validate.ts';
import { isUsersMistake } from './users-mistake.ts';

const program = new Command('milepost')
  .description(
    'Customer journeys as code: written in JSON, compiled to AWS Step Functions, run there or here.',
  )
  .version(packageJson.version)
  .showHelpAfterError('(milepost --help tells more)')
  .addCommand(validateCommand())
  .addCommand(compileCommand())
  .addCommand(replayCommand())
  .addCommand(demoCommand())
  .addCommand(serveCommand())
  .addCommand(explainCommand())
  .addCommand(messagesCommand())
  .addCommand(machineCommand())
  .addCommand(schemaCommand());

try {
  await program.parseAsync();
} catch (error) {
  console.error(isUsersMistake(error) ? `milepost: ${error.message}` : error);
  process.exitCode = 1;
}
