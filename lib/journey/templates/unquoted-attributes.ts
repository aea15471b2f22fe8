// Escaping keeps a customer's data inside of quotes, and nothing keeps them inside an attribute without: a blank would
// begin another one.

import { placeholderPattern, protect, restore } from '../mjml/placeholders.ts';
import type { Flaw } from './split-file.ts';

const TAG = /<[A-Za-z][\w-]*((?:"[^"]*"|'[^']*'|[^"'>])*)>/g;
const QUOTED = /"[^"]*"|'[^']*'/g;
const UNQUOTED = new RegExp(`([\\w:-]+)\\s*=\\s*[^\\s"'>]*${placeholderPattern}`, 'g');

/** The attributes of a source in HTML that print a variable and have no quotes. The source is valid Liquid. */
export function unquotedAttributes(source: string): Flaw[] {
  const { text, tokens, lineOf } = protect(source);
  return [...text.matchAll(TAG)].flatMap(({ index, 0: whole, 1: attributes = '' }) => {
    const offset = index + whole.length - attributes.length - 1;
    const blanked = attributes.replace(QUOTED, (quoted) => `"${' '.repeat(quoted.length - 2)}"`);
    return [...blanked.matchAll(UNQUOTED)].flatMap((found) => {
      const [, name = '', token] = found;
      if (tokens[Number(token)]?.tag !== undefined) return [];
      const line = lineOf(text.slice(0, offset + found.index).split('\n').length);
      const written = restore(found[0], tokens);
      return [
        {
          line,
          message: `${written} has no quotes; write ${name}="…", or a blank in it begins another attribute`,
        },
      ];
    });
  });
}
