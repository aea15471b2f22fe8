// The command line as its users meet it, without a process of its own: what it prints, and how it ends.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { onTestFinished, vi } from 'vitest';
import { createProgram, runProgram, withSubcommands } from '../../bin/program.ts';

export type Answer = { stdout: string; stderr: string; exitCode: number };

/** Runs `milepost` with these arguments. */
export async function milepost(...args: string[]): Promise<Answer> {
  const answer: Answer = { stdout: '', stderr: '', exitCode: 0 };
  const log = vi.spyOn(console, 'log').mockImplementation((...what) => {
    answer.stdout += `${format(...what)}\n`;
  });
  const error = vi.spyOn(console, 'error').mockImplementation((...what) => {
    answer.stderr += `${format(...what)}\n`;
  });
  const program = createProgram();
  for (const command of withSubcommands([program])) {
    command.configureOutput({
      writeOut: (text) => {
        answer.stdout += text;
      },
      writeErr: (text) => {
        answer.stderr += text;
      },
    });
  }
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await runProgram(program, args);
    answer.exitCode = Number(process.exitCode);
  } finally {
    process.exitCode = before;
    log.mockRestore();
    error.mockRestore();
  }
  return answer;
}

/** The same, of a command that must succeed and prints JSON. */
export async function milepostJson(...args: string[]) {
  const { stdout, stderr, exitCode } = await milepost(...args);
  if (exitCode !== 0) throw new Error(`milepost ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return JSON.parse(stdout);
}

/** A folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
