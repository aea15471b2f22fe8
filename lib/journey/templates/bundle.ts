// A message's templates as one value: made from a folder's files, hashed, and kept for the runs that use it.

import * as z from 'zod';
import type { ChannelName } from '../channels/index.ts';
import { versionOf } from '../version.ts';
import { isMjml, parseFileName, parseKey, type TemplateFile } from './file-name.ts';
import { parsedFile } from './parsed-file.ts';
import { TemplateError, type TemplateProblem } from './problem.ts';

/**
 * `name` is the folder under workflows/templates (`welcome/greeting`); `files` holds contents by `email.en` and the like.
 * What was written in MJML is HTML there; `mjml` has the keys of these files, so that problems name them as they are.
 */
export const TemplateBundleSchema = z.strictObject({
  name: z.string().min(1),
  files: z.record(z.string(), z.string()),
  mjml: z.array(z.string()).optional(),
});

export type TemplateBundle = z.infer<typeof TemplateBundleSchema>;

/** Twelve hexadecimal digits that differ when a name or content does; the order of files does not count. */
export function bundleHash(bundle: TemplateBundle): string {
  return versionOf({ name: bundle.name, files: bundle.files });
}

/**
 * A bundle from the files of one folder, by file name; MJML stays as it is written. Names that begin with a dot are
 * passed over. Throws `TemplateError` with every problem of every file.
 */
export function parseBundle(name: string, files: Readonly<Record<string, string>>): TemplateBundle {
  const problems: TemplateProblem[] = [];
  const contents: Record<string, string> = {};
  const mjml: string[] = [];
  for (const [fileName, written] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (fileName.startsWith('.')) continue;
    const file = parseFileName(fileName);
    if (typeof file === 'string') {
      problems.push({ template: name, file: fileName, message: file });
      continue;
    }
    if (file.key in contents) {
      const message = 'is there as .liquid and as .mjml; keep one of them';
      problems.push({ template: name, file: fileName, message });
      continue;
    }
    // An editor on Windows must not make another template of it.
    const content = written.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
    problems.push(...problemsOf(name, file, content));
    contents[file.key] = content;
    if (isMjml(fileName)) mjml.push(file.key);
  }
  if (problems.length === 0 && Object.keys(contents).length === 0) {
    const message = 'holds no template; add a file such as email.en.liquid';
    problems.push({ template: name, file: '', message });
  }
  if (problems.length > 0) throw new TemplateError(problems);
  return { name, files: contents, ...(mjml.length > 0 && { mjml }) };
}

function problemsOf(name: string, file: TemplateFile, content: string): readonly TemplateProblem[] {
  try {
    parsedFile(name, file, content);
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return error.problems;
    throw error;
  }
}

/** The files of a bundle, by name. Throws `TemplateError` where one is named for no channel and locale. */
export function filesOf(bundle: TemplateBundle): TemplateFile[] {
  return Object.keys(bundle.files)
    .sort()
    .map((key) => {
      const file = parseKey(key, bundle.mjml?.includes(key) ?? false);
      if (typeof file !== 'string') return file;
      throw new TemplateError([{ template: bundle.name, file: key, message: file }]);
    });
}

/** The channels that a bundle has a template for, in no locale in particular. */
export function channelsOf(bundle: TemplateBundle): Set<ChannelName> {
  return new Set(filesOf(bundle).map((file) => file.channel));
}
