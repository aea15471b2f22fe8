// A template file parsed by Liquid, kept by content: a replay renders the same few files many thousand times.

import { type Liquid, LiquidError, type Template } from 'liquidjs';
import { didYouMean } from '../../customer/nearest-name.ts';
import { engineFor } from './engine.ts';
import type { TemplateFile } from './file-name.ts';
import { forms } from './form.ts';
import { TemplateError, type TemplateProblem } from './problem.ts';
import { alwaysHasSafeLinks } from './safe-links.ts';
import { type Part, splitFile } from './split-file.ts';

/** A part ready to render, and how far its lines and first column are shifted in the file. */
export type ParsedPart = { templates: Template[]; engine: Liquid; line: number; column: number };

export type ParsedFile = {
  head?: ParsedPart;
  preview?: ParsedPart;
  body: ParsedPart;
  /** Whether it is HTML whose links may lead anywhere once it is filled in. */
  hasOpenLinks: boolean;
};

const CAPACITY = 1_000;
const parsedFiles = new Map<string, ParsedFile>();

/** The parsed form of a file. Throws `TemplateError` with all its problems. */
export function parsedFile(template: string, file: TemplateFile, content: string): ParsedFile {
  const key = `${file.key}\n${content}`;
  const known = parsedFiles.get(key);
  if (known) return known;
  const parsed = parseFile(template, file, content);
  // The oldest goes first; whoever still needs it parses it again.
  const [oldest] = parsedFiles.keys();
  if (parsedFiles.size >= CAPACITY && oldest !== undefined) parsedFiles.delete(oldest);
  parsedFiles.set(key, parsed);
  return parsed;
}

function parseFile(template: string, file: TemplateFile, content: string): ParsedFile {
  const form = forms[file.channel];
  const { name } = file;
  const parts = splitFile(form, content);
  if (Array.isArray(parts)) throw new TemplateError(parts.map((flaw) => ({ template, file: name, ...flaw })));
  const problems: TemplateProblem[] = [];
  const parse = (part: Part, html: boolean): ParsedPart => {
    const engine = engineFor(html, file.locale);
    const { line, column } = part;
    try {
      return { templates: engine.parse(part.source), engine, line, column };
    } catch (error) {
      if (!(error instanceof LiquidError)) throw error;
      problems.push({ template, file: name, ...placeInFile(part, error), message: explain(error, engine) });
      return { templates: [], engine, line, column };
    }
  };
  const head = parts.head && parse(parts.head, false);
  const preview = parts.preview && parse(parts.preview, false);
  const body = parse(parts.body, form.html);
  if (problems.length > 0) throw new TemplateError(problems);
  const hasOpenLinks = form.html && !alwaysHasSafeLinks(parts.body.source);
  return { ...(head && { head }), ...(preview && { preview }), body, hasOpenLinks };
}

/** Where in the file Liquid stumbled. */
export function placeInFile(part: { line: number; column: number }, error: LiquidError) {
  const [row = 1, column = 1] = error.token.getPosition();
  return positionInFile(part, row, column);
}

/** A row and column of a part as line and column of its file. */
export function positionInFile(part: { line: number; column: number }, row: number, column: number) {
  return { line: part.line + row - 1, column: row === 1 ? part.column + column - 1 : column };
}

const POSITION = /, line:\d+, col:\d+$/;
const UNKNOWN = /^(?:undefined filter: (\S+)|tag "([^"]+)" not found)$/;

function explain(error: LiquidError, engine: Liquid): string {
  const message = error.message.replace(POSITION, '');
  const [, filter, tag] = UNKNOWN.exec(message) ?? [];
  if (filter !== undefined) {
    return `there is no filter "${filter}"${didYouMean(filter, Object.keys(engine.filters))}`;
  }
  if (tag !== undefined) return `there is no tag "${tag}"${didYouMean(tag, Object.keys(engine.tags))}`;
  return message;
}
