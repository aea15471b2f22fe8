// A file of caps and quiet hours, wherever it lies.

import { readFile } from 'node:fs/promises';
import type { Problem } from '../../journey/checks/problem.ts';
import { readDeclaration } from '../../journey/checks/read-declaration.ts';
import { type SendingRules, SendingRulesSchema } from '../../journey/sending/sending-rules.ts';
import { FileError } from './file-error.ts';

/** What the file says, or all that is wrong with it. Throws `FileError` if it cannot be read. */
export async function readSendingRules(file: string): Promise<{ value?: SendingRules; problems: Problem[] }> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new FileError(file, 'there is no such file; it would be like workflows/sending.json');
  }
  return readDeclaration(file, text, SendingRulesSchema);
}
