// The templates of a folder of workflows: each `templates/<journey>/<message>/` is one bundle.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, toProblem } from '../../journey/checks/problem.ts';
import { parseBundle, type TemplateBundle } from '../../journey/templates/bundle.ts';
import { TemplateError, type TemplateProblem } from '../../journey/templates/problem.ts';

export type ReadTemplates = {
  /** By name: the folders below `templates`, joined by `/`. */
  bundles: Map<string, TemplateBundle>;
  /** The names of those that are there but flawed. */
  unreadable: Set<string>;
  problems: Problem[];
};

/** Reads all bundles below a folder; none, if there is no such folder. */
export async function readTemplates(folder: string): Promise<ReadTemplates> {
  const read: ReadTemplates = { bundles: new Map(), unreadable: new Set(), problems: [] };
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
    keep(root, parts.join('/'), contents, read);
  } else {
    for (const name of files.filter((file) => file.endsWith('.liquid'))) {
      const message = 'is in the wrong place; a template lies in templates/<journey>/<message>/';
      read.problems.push(toProblem(join(folder, name), { path: [], message }));
    }
  }
  for (const name of inner) await readBelow(root, [...parts, name], read);
}

function keep(root: string, name: string, contents: Record<string, string>, read: ReadTemplates): void {
  try {
    read.bundles.set(name, parseBundle(name, contents));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    read.unreadable.add(name);
    read.problems.push(...error.problems.map((problem) => inFile(root, problem)));
  }
}

function inFile(root: string, { template, file, line, column, message }: TemplateProblem): Problem {
  const place = line === undefined ? '' : `line ${line}, column ${column ?? 1}: `;
  return toProblem(join(root, template, file), { path: [], message: `${place}${message}` }, line);
}
