// MJML knows nothing of Liquid: each of its tags and outputs becomes a word that MJML leaves alone, and comes back in the
// HTML.

import { type TagToken, Tokenizer, TokenKind, type TopLevelToken } from 'liquidjs';

/** `tag` is what a tag does, such as `if`; undefined for what prints. `line` counts from 1. */
export type LiquidToken = { text: string; tag: string | undefined; line: number };

export type Protected = {
  text: string;
  tokens: LiquidToken[];
  /** The line of the source that a line of `text` was. */
  lineOf(line: number): number;
};

const NAME = 'liquidToken';
const PLACEHOLDER = /liquidToken(\d+)x/g;

/** How a placeholder looks in a pattern; its one group is the token's number. */
export const placeholderPattern = PLACEHOLDER.source;

/** The source with placeholders. It must be valid Liquid. */
export function protect(source: string): Protected {
  const tokens: LiquidToken[] = [];
  // A token over several lines becomes a word on one, so that lines have to be counted.
  const lines = [1];
  let line = 1;
  let text = '';
  for (const token of new Tokenizer(source).readTopLevelTokens()) {
    const written = source.slice(token.begin, token.end);
    if (token.kind !== TokenKind.HTML) {
      tokens.push({ text: written, tag: isTag(token) ? token.name : undefined, line });
      text += `${NAME}${tokens.length - 1}x`;
      line += newlinesIn(written);
      continue;
    }
    text += written;
    for (let left = newlinesIn(written); left > 0; left--) lines.push(++line);
  }
  return { text, tokens, lineOf: (at) => lines[at - 1] ?? line };
}

/** The text with the tokens in place of their placeholders. */
export function restore(text: string, tokens: readonly LiquidToken[]): string {
  return text.replace(PLACEHOLDER, (whole, index) => tokens[Number(index)]?.text ?? whole);
}

/** The numbers of the tokens whose placeholders are in a text. */
export function placeholdersIn(text: string): number[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, index]) => Number(index));
}

export function newlinesIn(text: string): number {
  return text.split('\n').length - 1;
}

function isTag(token: TopLevelToken): token is TagToken {
  return token.kind === TokenKind.Tag;
}
