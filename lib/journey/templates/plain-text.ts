// An HTML body as plain text, for the second part that a good e-mail carries. Made where mails are sent, by a function that
// has to stay small; a parser of HTML would be larger than all else of the templates.

import { decodeEntities } from './entities.ts';
import { PREVIEW_CLASS } from './preheader.ts';

const PIECE =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|[^<]+|</gi;
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;
const SKIPPED = new Set(['style', 'script', 'head', 'title']);
/** Elements with a blank line around them. */
const PARAGRAPHS = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol table section header footer article body blockquote'.split(' '),
);

type Link = { href: string; from: number };

/** The words of an HTML e-mail: blocks become paragraphs, a link its words and address, the rest of the tags nothing. */
export function plainText(html: string): string {
  let text = '';
  /** What is being left out, and how deep. */
  let skipped: { name: string; depth: number } | undefined;
  const links: Link[] = [];
  const numbers: (number | undefined)[] = [];
  for (const [piece, slash, tag, attributes = ''] of html.matchAll(PIECE)) {
    const name = tag?.toLowerCase();
    if (skipped) {
      if (name === skipped.name) skipped.depth += slash ? -1 : 1;
      if (skipped.depth === 0) skipped = undefined;
    } else if (name === undefined) {
      if (!piece.startsWith('<!')) text += decodeEntities(piece.replace(/\s+/g, ' '));
    } else if (!slash && (SKIPPED.has(name) || attributes.includes(PREVIEW_CLASS))) {
      skipped = { name, depth: 1 };
    } else if (name === 'a') {
      if (!slash) links.push({ href: hrefOf(attributes), from: text.length });
      else text += addressOf(links.pop(), text);
    } else if (name === 'li' && !slash) {
      const number = numbers.at(-1);
      text += number === undefined ? '\n- ' : `\n${number}. `;
      if (number !== undefined) numbers.splice(-1, 1, number + 1);
    } else {
      if (name === 'ul' || name === 'ol') {
        if (slash) numbers.pop();
        else numbers.push(name === 'ol' ? 1 : undefined);
      }
      text += blanksOf(name);
    }
  }
  return text
    .replace(/[\u00A0\u2000-\u200A]/g, ' ')
    .replace(/[\u00AD\u200B-\u200D\uFEFF]/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function blanksOf(name: string): string {
  if (PARAGRAPHS.has(name)) return '\n\n';
  if (name === 'br' || name === 'tr') return '\n';
  return name === 'td' || name === 'th' ? ' ' : '';
}

function hrefOf(attributes: string): string {
  const [, double, single] = HREF.exec(attributes) ?? [];
  return decodeEntities(double ?? single ?? '').trim();
}

/** The address of a link behind its words, unless they are the address, or it is a place in the mail. */
function addressOf(link: Link | undefined, text: string): string {
  if (!link || link.href === '' || link.href.startsWith('#')) return '';
  const words = text.slice(link.from).trim();
  if (words === '') return link.href;
  return words === link.href || `mailto:${words}` === link.href ? '' : ` (${link.href})`;
}
