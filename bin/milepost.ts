// The entry point of the command line.

import { createProgram, runProgram } from './program.ts';

// Whoever reads the output may stop early, as `| head` does: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await runProgram(createProgram(), process.argv.slice(2));
