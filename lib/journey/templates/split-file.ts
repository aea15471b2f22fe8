// A template file as text, taken apart before Liquid sees it: the lines at its head, a blank line, the body.
//
//   Subject: Welcome, {{ customer.firstName | default: "friend" }}
//   Preview: A little something to begin with
//
//   <p>…</p>

import type { TemplateForm } from './form.ts';

/** A part of a file, and where it begins there: `line` and `column` count from 1. */
export type Part = { source: string; line: number; column: number };

export type Parts = { head?: Part; preview?: Part; body: Part };

/** What keeps a file from being taken apart. */
export type Flaw = { line?: number; message: string };

const HEAD_LINE = /^([A-Za-z-]+):[ \t]*(.*)$/;
const PREVIEW = 'Preview';

/** The parts of a file of the given form, or its flaws. Line ends are expected to be `\n`. */
export function splitFile(form: TemplateForm, content: string): Parts | Flaw[] {
  if (content.trim() === '') return [{ message: 'is empty' }];
  if (form.head === undefined) return { body: trimmed(content, 1) };
  const blank = content.search(/\n[ \t]*\n/);
  const headLines = (blank < 0 ? content : content.slice(0, blank)).split('\n');
  const example = `begin the file with "${form.head}: …" and a blank line`;
  const { parts, flaws } = readHead(headLines, form.preview ? [form.head, PREVIEW] : [form.head]);
  const head = parts.get(form.head);
  if (!head) return [...flaws, { line: 1, message: `has no ${form.head}; ${example}` }];
  const stray = headLines.findIndex((text) => !HEAD_LINE.test(text));
  if (stray >= 0)
    flaws.push({ line: stray + 1, message: `has no blank line between head and body; ${example}` });
  if (flaws.length > 0) return flaws;
  const body = trimmed(blank < 0 ? '' : content.slice(blank + 1), headLines.length + 1);
  if (body.source === '') return [{ message: 'has no body; write it after the head and a blank line' }];
  const preview = parts.get(PREVIEW);
  return preview ? { head, preview, body } : { head, body };
}

/** The lines of a head by name, and what is wrong with them. */
function readHead(lines: readonly string[], names: readonly string[]) {
  const parts = new Map<string, Part>();
  const flaws: Flaw[] = [];
  lines.forEach((text, index) => {
    const line = index + 1;
    const [, name, value = ''] = HEAD_LINE.exec(text) ?? [];
    if (name === undefined || text.startsWith('<')) return;
    if (!names.includes(name)) {
      const only = names.length === 1 ? `only ${names[0]} is` : `only ${names.join(' and ')} are`;
      flaws.push({ line, message: `"${name}" is no head of this channel; ${only}` });
    } else if (parts.has(name)) {
      flaws.push({ line, message: `${name} is there twice; keep one` });
    } else {
      if (value.trim() === '') flaws.push({ line, message: `${name} is empty; write it after the colon` });
      parts.set(name, { source: value.trimEnd(), line, column: text.length - value.length + 1 });
    }
  });
  return { parts, flaws };
}

/** A text without the blank lines around it, and the line that it then begins on. */
function trimmed(text: string, line: number): Part {
  const blank = /^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '';
  return { source: text.slice(blank.length).trimEnd(), line: line + blank.split('\n').length - 1, column: 1 };
}
