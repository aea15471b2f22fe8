// An HTML body as plain text, for the second part that a good e-mail carries.

import { compile } from 'html-to-text';
import { PREVIEW_CLASS } from './preheader.ts';

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
  selector,
  options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 },
}));

const toText = compile({
  wordwrap: false,
  selectors: [
    { selector: `div.${PREVIEW_CLASS}`, format: 'skip' },
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] } },
    { selector: 'img', format: 'inline' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    // Tables lay a page out: each row is a line.
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'hr', format: 'skip' },
    ...headings,
  ],
});

/** The words of an HTML e-mail: blocks become paragraphs, a link its words and address, the rest of the tags nothing. */
export function plainText(html: string): string {
  return toText(html)
    .replaceAll('\u00A0', ' ')
    .replace(/[\t ]*\n[\t ]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
