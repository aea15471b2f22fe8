// A message's folder, made into the bundle that is kept and sent: what is written in MJML is HTML in it. What validation
// asks for stays beside it, and is not kept.

import { filesOf, parseBundle, type TemplateBundle } from './bundle.ts';
import { forms } from './form.ts';
import { markLinks, withoutMarks } from './link-marks.ts';
import { TemplateError, type TemplateProblem } from './problem.ts';
import { type Flaw, splitFile } from './split-file.ts';
import { unquotedAttributes } from './unquoted-attributes.ts';

/** Makes a page of MJML in which all Liquid stays as it was; or says what is wrong, by line. */
export type MjmlCompiler = (source: string, locale: string) => Promise<string | Flaw[]>;

export type MessageFolder = {
  /** What is kept and sent. */
  bundle: TemplateBundle;
  /** The files as they are written: problems with variables are found there, and so have the marketer's lines. */
  written: TemplateBundle;
  /** As `bundle`, with a mark in each link that tells the line on which it is written. */
  marked: TemplateBundle;
};

/** Reads a folder by its files' names. Throws `TemplateError` with every problem of every file. */
export async function parseFolder(
  name: string,
  files: Readonly<Record<string, string>>,
  compile: MjmlCompiler,
): Promise<MessageFolder> {
  const written = parseBundle(name, files);
  const problems: TemplateProblem[] = [];
  const marked: Record<string, string> = {};
  for (const file of filesOf(written)) {
    const content = written.files[file.key] ?? '';
    const form = forms[file.channel];
    const parts = splitFile(form, content);
    if (Array.isArray(parts)) continue;
    const { source, line: start } = parts.body;
    const tell = (flaws: readonly Flaw[]) => {
      for (const { line = 1, message } of flaws)
        problems.push({
          template: name,
          file: file.name,
          line: start + line - 1,
          column: 1,
          message: withoutMarks(message),
        });
    };
    if (form.html) tell(unquotedAttributes(source));
    const head = content
      .split('\n')
      .slice(0, start - 1)
      .join('\n');
    const body = markLinks(source, start, form.html);
    const made = written.mjml?.includes(file.key) ? await compile(body, file.locale) : body;
    if (typeof made === 'string') marked[file.key] = form.head ? `${head.trimEnd()}\n\n${made}` : made;
    else tell(made);
  }
  if (problems.length > 0) throw new TemplateError(problems);
  const contents = Object.fromEntries(
    Object.entries(marked).map(([key, content]) => [key, withoutMarks(content)]),
  );
  // What was written as Liquid is kept to the letter.
  for (const { key } of filesOf(written)) {
    if (!written.mjml?.includes(key)) contents[key] = written.files[key] ?? '';
  }
  return { bundle: { ...written, files: contents }, written, marked: { ...written, files: marked } };
}
