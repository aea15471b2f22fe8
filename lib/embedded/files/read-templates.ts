// The templates of a folder of workflows: each `templates/<journey>/<message>/` is one message. Beside them, company.json
// says who writes.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlacedMessage, placed } from '../../journey/checks/messages.ts';
import { type Problem, toProblem } from '../../journey/checks/problem.ts';
import { readDeclaration } from '../../journey/checks/read-declaration.ts';
import { type Company, CompanySchema } from '../../journey/templates/company.ts';
import { isTemplateName } from '../../journey/templates/file-name.ts';
import { parseFolder } from '../../journey/templates/message-folder.ts';
import { TemplateError } from '../../journey/templates/problem.ts';
import { type Sample, SampleSchema } from '../../journey/templates/sample.ts';
import { compileMjml } from './mjml-cache.ts';

export type ReadTemplates = {
  /** By name: the folders below `templates`, joined by `/`. */
  messages: Map<string, PlacedMessage>;
  company?: Company;
  companyFile: string;
  /** The names of those that are there but flawed. */
  unreadable: Set<string>;
  problems: Problem[];
};

const COMPANY = 'company.json';
const SAMPLE = 'sample.json';

/** Reads all messages below a folder; none, if there is no such folder. */
export async function readTemplates(folder: string): Promise<ReadTemplates> {
  const companyFile = join(folder, COMPANY);
  const read: ReadTemplates = { messages: new Map(), companyFile, unreadable: new Set(), problems: [] };
  await readBelow(folder, [], read);
  return read;
}

async function readBelow(root: string, parts: readonly string[], read: ReadTemplates): Promise<void> {
  const folder = join(root, ...parts);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    // Without templates, it is for the journeys that name one to say that it is missing.
    if (error.code === 'ENOENT' && parts.length === 0) return [];
    throw error;
  });
  const visible = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = visible.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const inner = visible.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (parts.length >= 2 && (files.length > 0 || inner.length === 0)) {
    const contents: Record<string, string> = {};
    for (const name of files) contents[name] = await readFile(join(folder, name), 'utf8');
    await keepMessage(folder, parts.join('/'), contents, read);
  } else {
    for (const name of files.filter(isTemplateName)) {
      const message = 'is in the wrong place; a template lies in templates/<journey>/<message>/';
      read.problems.push(toProblem(join(folder, name), { path: [], message }));
    }
    if (parts.length === 0 && files.includes(COMPANY)) await keepCompany(read);
  }
  for (const name of inner) await readBelow(root, [...parts, name], read);
}

async function keepCompany(read: ReadTemplates): Promise<void> {
  const file = read.companyFile;
  const { value, problems } = readDeclaration(file, await readFile(file, 'utf8'), CompanySchema);
  read.problems.push(...problems);
  if (value) read.company = value;
  else read.unreadable.add(COMPANY);
}

async function keepMessage(
  folder: string,
  name: string,
  { [SAMPLE]: sampleText, ...contents }: Record<string, string>,
  read: ReadTemplates,
): Promise<void> {
  const sample = sampleText === undefined ? undefined : readSample(join(folder, SAMPLE), sampleText, read);
  if (sampleText !== undefined && sample === undefined) read.unreadable.add(name);
  try {
    read.messages.set(name, { ...(await parseFolder(name, contents, compileMjml)), sample, folder });
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    read.unreadable.add(name);
    read.problems.push(...error.problems.map((problem) => placed(folder, problem)));
  }
}

function readSample(file: string, text: string, read: ReadTemplates): Sample | undefined {
  const { value, problems } = readDeclaration(file, text, SampleSchema);
  read.problems.push(...problems);
  return value;
}
