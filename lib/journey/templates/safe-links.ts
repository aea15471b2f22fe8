// Whatever a customer's data hold, no link of an e-mail runs a program: only these ways of leading somewhere are left.

import { Tokenizer, TokenKind } from 'liquidjs';

const SAFE = ['http', 'https', 'mailto', 'tel', 'sms', 'cid'];
const SAFE_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);/i;

/** Attributes that lead somewhere, but for values that plainly begin well: a mail has many of those. */
const SUSPECT =
  /\b(href|src|action|formaction|background|poster)(\s*=\s*)(["'])(?!https?:|mailto:|tel:|[#/]|\3)([\s\S]*?)\3/gi;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** Browsers leave these out of an address before they read it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const IGNORED = /[\u0000-\u0020\u007F-\u00A0\u200B-\u200D\uFEFF]/g;
const ENTITY = /&(?:#x([\da-f]+)|#(\d+)|(colon|tab|newline));?/gi;
const NAMED: { [name: string]: string } = { colon: ':', tab: '\t', newline: '\n' };

const ATTRIBUTE = /\b(?:href|src|action|formaction|background|poster)\s*=\s*["']?/gi;
const BEGINS_WELL = /^(?:https?:\/\/|mailto:|tel:|[#/])/i;
/** What is not of a customer's making. */
const OURS = /^\{\{-?\s*(?:links\.\w+|company\.website)\s*-?\}\}$/;

/**
 * Whether no page that is made of a source can have another kind of link: then it need not be looked for in each. Escaped,
 * what a variable prints can begin no attribute; so it is enough that each that is written begins well.
 */
export function alwaysHasSafeLinks(source: string): boolean {
  const pieces = new Tokenizer(source).readTopLevelTokens().map((token) => ({
    text: source.slice(token.begin, token.end),
    isHtml: token.kind === TokenKind.HTML,
  }));
  return pieces.every(({ text, isHtml }, i) => {
    if (!isHtml) return !/\braw\b/.test(text);
    return [...text.matchAll(ATTRIBUTE)].every(({ index, 0: attribute }) => {
      const value = text.slice(index + attribute.length);
      return value === '' ? OURS.test(pieces[i + 1]?.text ?? '') : BEGINS_WELL.test(value);
    });
  });
}

/** The HTML with `#` in place of each address of another kind, such as `javascript:`. Attributes must be quoted. */
export function withSafeLinks(html: string): string {
  return html.replace(SUSPECT, (whole, attribute, equals, quote, value) =>
    isSafe(value) ? whole : `${attribute}${equals}${quote}#${quote}`,
  );
}

function isSafe(value: string): boolean {
  const read = value.replace(ENTITY, decode).replace(IGNORED, '');
  const scheme = SCHEME.exec(read)?.[1]?.toLowerCase();
  return scheme === undefined || SAFE.includes(scheme) || SAFE_IMAGE.test(read);
}

function decode(_entity: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? '';
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
