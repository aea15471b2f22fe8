// Reads the project's Markdown: its code blocks, the paths that it names, and the parts that are generated.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every page that speaks of the code. */
export const pages = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/clients.md',
  'docs/data-model.md',
  'docs/journeys.md',
  'docs/messaging.md',
  'docs/messaging/consent.md',
  'docs/messaging/unsubscribe.md',
  'docs/messaging/frequency.md',
  'docs/messaging/templates.md',
  'docs/messaging/deliverability.md',
  'docs/messaging/personal-data.md',
  'docs/performance.md',
  'docs/scale.md',
  'docs/testing-journeys.md',
];

export type Block = { page: string; line: number; language: string; text: string };

export function readPage(page: string): string {
  return readFileSync(`${root}${page}`, 'utf8');
}

/** The fenced blocks of all pages in a language; `line` counts from 1. */
export function blocksIn(language: string): Block[] {
  return pages.flatMap((page) => blocksOf(page).filter((block) => block.language === language));
}

/** The fenced blocks of a page. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [index, text] of readPage(page).split('\n').entries()) {
    const fence = /^```(\w*)$/.exec(text);
    if (open && fence) {
      blocks.push(open);
      open = undefined;
    } else if (open) open.text += `${text}\n`;
    else if (fence) open = { page, line: index + 1, language: fence[1] ?? '', text: '' };
  }
  if (open) throw new Error(`${page}:${open.line}: the block is never closed`);
  return blocks;
}

const FOLDERS = /^(?:\.ci|bench|bin|docs|functions|lib|test|workflows)\//;

/** The paths of this repository that a page names; those with a `<name>` or `*` in them are patterns. */
export function pathsIn(page: string): string[] {
  return wordsIn(page).filter((word) => FOLDERS.test(word) && !PATTERN.test(word));
}

/** The conditions and steps that stand within the lines of a page. */
export function jsonWithinLines(page: string): string[] {
  return wordsIn(page).filter((word) => word.startsWith('{ "') && !PATTERN.test(word));
}

const PATTERN = /[<*…]/;

/** A page without its blocks. */
export function proseOf(page: string): string {
  return readPage(page).replaceAll(/^```[\s\S]*?^```$/gm, '');
}

/** What stands in backticks, outside of blocks. */
export function wordsIn(page: string): string[] {
  return [...new Set([...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text))];
}

const GENERATED = /(<!-- generated: ([\w ]+) -->\n)[\s\S]*?(\n<!-- end of generated -->)/g;

/** The names of the generated parts of a text, in order. */
export function generatedParts(text: string): string[] {
  return [...text.matchAll(GENERATED)].map(([, , name = '']) => name);
}

/** The text with its generated parts made anew; throws for a part of an unknown name. */
export function regenerate(text: string, parts: ReadonlyMap<string, string>): string {
  return text.replaceAll(GENERATED, (_all, begin: string, name: string, end: string) => {
    const part = parts.get(name);
    if (part === undefined) {
      throw new Error(`nothing generates "${name}"; there are ${[...parts.keys()].join(', ')}`);
    }
    return `${begin}\n${part}\n${end}`;
  });
}
