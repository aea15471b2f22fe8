// MJML to HTML, with the Liquid in it as it was: done once, when a message is read, and never where it is sent. Loading the
// library takes a moment, so that only who meets MJML should import this file.

import mjml2html from 'mjml-core';
import mjmlPreset from 'mjml-preset-core';
import * as z from 'zod';
import type { Flaw } from '../templates/split-file.ts';
import { type Complaint, ComplaintSchema, explain, type KnownElements } from './explain.ts';
import { placeholdersIn, protect, restore } from './placeholders.ts';
import { structured } from './structure.ts';

/** Node gives a CommonJS module's exports as a whole; the library's default is one of them. */
function defaultOf<T extends object>(module: T): T {
  return 'default' in module ? (module.default as T) : module;
}

const toHtml = defaultOf(mjml2html);
const preset = defaultOf(mjmlPreset);

/** Attributes that every element takes. */
const COMMON = ['mj-class', 'css-class'];

const known: KnownElements = new Map([
  ['mjml', ['lang', 'dir', 'owa']],
  // These are read by others, which know what they take.
  ...['mj-all', 'mj-class', 'mj-selector', 'mj-html-attribute'].map((name) => [name, []] as const),
  ...preset.components.map(
    (component) =>
      [component.getTagName(), [...Object.keys(component.allowedAttributes ?? {}), ...COMMON]] as const,
  ),
]);

const holdsHtml = new Set(
  preset.components.filter(({ endingTag }) => endingTag).map((component) => component.getTagName()),
);

const options = {
  presets: [preset],
  // Else the fonts of some families would be fetched from a third party, which then knows who reads.
  fonts: {},
  keepComments: false,
};

/** The page that MJML makes of a source, which is valid Liquid; or all that is wrong, by line of the source. */
export async function compileMjml(source: string, locale: string): Promise<string | Flaw[]> {
  const { text, tokens, lineOf } = protect(source);
  const { text: mjml, problems, isNested } = structured(text, holdsHtml, known);
  const flaws: Flaw[] = problems.map(({ line, message }) => ({ line: lineOf(line), message }));
  const isPage = /<mjml[\s>]/.test(mjml) && /<mj-body[\s>]/.test(mjml);
  if (!isPage) {
    flaws.push({ line: 1, message: 'is no MJML; a message is <mjml><mj-body>…</mj-body></mjml>' });
  }
  if (!isNested || !isPage) return inOrder(flaws);
  const made = await toPage(speaking(mjml, locale));
  for (const complaint of made.complaints) {
    const message = explain(complaint, tokens, known);
    if (message !== undefined) flaws.push({ line: lineOf(complaint.line), message });
  }
  if (flaws.length === 0 && made.html === undefined) flaws.push({ line: 1, message: made.failure ?? '' });
  if (flaws.length > 0 || made.html === undefined) return inOrder(flaws);
  const { html } = made;
  const kept = new Set(placeholdersIn(html));
  const commented = new Set(placeholdersIn([...mjml.matchAll(/<!--[\s\S]*?-->/g)].join('')));
  tokens.forEach(({ text: written, tag, line }, index) => {
    if (tag === undefined || kept.has(index) || commented.has(index)) return;
    flaws.push({ line, message: `${written} stands where MJML has no place for Liquid` });
  });
  if (flaws.length > 0) return inOrder(flaws);
  return restore(withoutIndentation(html), tokens);
}

function inOrder(flaws: readonly Flaw[]): Flaw[] {
  return flaws.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** What MJML throws when it complains. */
const ValidationErrorSchema = z.object({ errors: z.array(ComplaintSchema) });

/** `complaints` may be about placeholders, and then are none; `failure` is told where nothing else explains it. */
type Made = { html?: string; complaints: Complaint[]; failure?: string };

async function toPage(mjml: string): Promise<Made> {
  try {
    return { ...(await toHtml(mjml, { ...options, validationLevel: 'strict' })), complaints: [] };
  } catch (error) {
    const told = ValidationErrorSchema.safeParse(error);
    if (!told.success) return { complaints: [], failure: textOf(error) };
    const complaints = told.data.errors;
    try {
      return { ...(await toHtml(mjml, { ...options, validationLevel: 'skip' })), complaints };
    } catch (stumbled) {
      return { complaints, failure: textOf(stumbled) };
    }
  }
}

function textOf(error: unknown): string {
  return `cannot be made into HTML: ${error instanceof Error ? error.message : error}`;
}

/** The page's language is the file's, unless it says another. */
function speaking(mjml: string, locale: string): string {
  return mjml.replace(/<mjml\b(?![^>]*\slang=)/, `<mjml lang="${locale}"`);
}

/** MJML indents deeply: half of the page would be blanks. */
function withoutIndentation(html: string): string {
  return html
    .replace(/[ \t]*\n\s*/g, '\n')
    .replace(/<(\w+)\s+/g, '<$1 ')
    .trim();
}
