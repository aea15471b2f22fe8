// Walks through a message in MJML before MJML does: what it would pass over in silence is told, and Liquid that stands
// between elements gets a place there.

import { type KnownElements, unknownElement } from './explain.ts';
import { newlinesIn, placeholderPattern } from './placeholders.ts';

/** `line` is that of the walked text. */
export type StructureProblem = { line: number; message: string };

/** `isNested` says whether what is opened is closed, in its order: else MJML would see another message. */
export type Structured = { text: string; problems: StructureProblem[]; isNested: boolean };

const ATTRIBUTES = `(?:"[^"]*"|'[^']*'|[^"'>])*`;
const PIECE = new RegExp(
  `<!--[\\s\\S]*?(?:-->|$)|<(/?)([A-Za-z][\\w-]*)(${ATTRIBUTES})>|${placeholderPattern}`,
  'g',
);
const QUOTED = /"[^"]*"|'[^']*'/g;
const PLACEHOLDER = new RegExp(placeholderPattern);

type Open = { name: string; line: number };

/**
 * The text with each placeholder between elements in an `mj-raw` of its own; `holdsHtml` tells the elements, such as
 * `mj-text`, whose content is HTML and not MJML.
 */
export function structured(text: string, holdsHtml: ReadonlySet<string>, known: KnownElements): Structured {
  const problems: StructureProblem[] = [];
  const unclosed: StructureProblem[] = [];
  const open: Open[] = [];
  let result = '';
  let end = 0;
  let line = 1;
  /** How deep it is in elements of HTML content. */
  let inHtml = 0;
  const between = (until: number) => {
    const literal = text.slice(end, until);
    const within = open.at(-1)?.name;
    if (inHtml === 0 && literal.trim() !== '' && (within === undefined || known.has(within))) {
      const at = line + newlinesIn(literal.slice(0, literal.search(/\S/)));
      problems.push({ line: at, message: strayText(literal.trim(), within) });
    }
    result += literal;
    line += newlinesIn(literal);
  };
  for (const piece of text.matchAll(PIECE)) {
    between(piece.index);
    const [whole, slash, name, attributes = '', placeholder] = piece;
    end = piece.index + whole.length;
    const here = line;
    line += newlinesIn(whole);
    if (inHtml > 0) {
      if (name !== undefined && holdsHtml.has(name) && !attributes.endsWith('/')) inHtml += slash ? -1 : 1;
      if (inHtml === 0) open.pop();
      result += whole;
      continue;
    }
    result += placeholder === undefined ? whole : `<mj-raw>${whole}</mj-raw>`;
    if (name === undefined) continue;
    if (slash === '/') {
      unclosed.push(...closing(name, here, open));
      continue;
    }
    problems.push(...flawsOf(name, attributes, known).map((message) => ({ line: here, message })));
    if (attributes.endsWith('/')) continue;
    open.push({ name, line: here });
    if (holdsHtml.has(name)) inHtml = 1;
  }
  between(text.length);
  for (const { name, line: at } of open) {
    unclosed.push({ line: at, message: `<${name}> is never closed; add </${name}>` });
  }
  return { text: result, problems: [...problems, ...unclosed], isNested: unclosed.length === 0 };
}

function closing(name: string, line: number, open: Open[]): StructureProblem[] {
  const last = open.at(-1);
  if (last?.name === name) {
    open.pop();
    return [];
  }
  const depth = open.findLastIndex((one) => one.name === name);
  if (depth < 0) return [{ line, message: `</${name}> closes nothing; take it away` }];
  const unclosed = open.splice(depth).slice(1);
  return unclosed.map((one) => ({
    line: one.line,
    message: `<${one.name}> is not closed before </${name}>; add </${one.name}>`,
  }));
}

function flawsOf(name: string, attributes: string, known: KnownElements): string[] {
  if (name === 'mj-include') return ['mj-include reads another file, and templates read none; write it out'];
  if (name === 'mj-preview') {
    return ['the preview text is no element here; write it as a line "Preview: …" under the subject'];
  }
  if (!known.has(name)) return [unknownElement(name, known)];
  if (!PLACEHOLDER.test(attributes.replace(QUOTED, ''))) return [];
  return [
    `in <${name}>, Liquid stands outside of quotes; it may be in the value of an attribute: name="{{ … }}"`,
  ];
}

function strayText(text: string, within: string | undefined): string {
  const short = text.length > 30 ? `${text.slice(0, 30)}…` : text;
  if (within === undefined) return `“${short}” is outside of <mjml>; a message in MJML is <mjml>…</mjml>`;
  return `“${short}” would not be shown: <${within}> holds elements only; put text into <mj-text>`;
}
