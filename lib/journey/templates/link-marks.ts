// Where a link was written, once its page is rendered: validation puts a mark with the line into each link of a template,
// and finds it in the page.

import { Tokenizer, TokenKind } from 'liquidjs';
import { decodeEntities } from './entities.ts';

/** A link as it is rendered; `line` counts from 1 in the file. */
export type RenderedLink = { url: string; line: number };

// Private characters, which stand in no template.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = /\uE000(\d+)\uE001/g;

const IN_HTML = /\b(?:href|src|background-url)\s*=\s*["']/gi;
const IN_TEXT = /(?<![\w.+-])(?=[a-z][\w+-]*:\/\/)/gi;
const ATTRIBUTE = /\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const ADDRESS = /\uE000(\d+)\uE001([^\s\uE000]*)/g;

/** The source, which begins on `line` of its file, with marks in the addresses that are written in it. */
export function markLinks(source: string, line: number, html: boolean): string {
  const pattern = html ? IN_HTML : IN_TEXT;
  let at = line;
  let marked = '';
  for (const token of new Tokenizer(source).readTopLevelTokens()) {
    const text = source.slice(token.begin, token.end);
    const first = at;
    marked +=
      token.kind === TokenKind.HTML
        ? text.replace(pattern, (start, offset: number) => {
            return `${start}${OPEN}${first + text.slice(0, offset).split('\n').length - 1}${CLOSE}`;
          })
        : text;
    at += text.split('\n').length - 1;
  }
  return marked;
}

export function withoutMarks(text: string): string {
  return text.replace(MARK, '');
}

/** The links of a rendered page or text that were marked. */
export function findLinks(rendered: string, html: boolean): RenderedLink[] {
  if (!html) {
    return [...rendered.matchAll(ADDRESS)].map(([, line, url = '']) => ({ url, line: Number(line) }));
  }
  return [...rendered.matchAll(ATTRIBUTE)].flatMap(([, double, single]) => {
    const value = double ?? single ?? '';
    const [, line] = /\uE000(\d+)\uE001/.exec(value) ?? [];
    return line === undefined
      ? []
      : [{ url: decodeEntities(withoutMarks(value)).trim(), line: Number(line) }];
  });
}
