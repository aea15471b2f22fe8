// MJML's complaints in the words of a marketer, who writes Liquid, and never sees a placeholder.

import * as z from 'zod';
import { didYouMean } from '../../customer/nearest-name.ts';
import { type LiquidToken, placeholdersIn, restore } from './placeholders.ts';

/** What MJML says of an element; `line` is that of the text it was given. */
export const ComplaintSchema = z.object({ line: z.number(), message: z.string(), tagName: z.string() });

export type Complaint = z.infer<typeof ComplaintSchema>;

/** The components by the names of their elements, each with the attributes that it takes. */
export type KnownElements = ReadonlyMap<string, readonly string[]>;

const UNKNOWN_ELEMENT = /^Element (\S+) doesn't exist/;
const UNKNOWN_ATTRIBUTES = /^Attributes? (.+) (?:is|are) illegal$/;
const WRONG_PLACE = /^(\S+) cannot be used inside (\S+), only inside: (.*)$/;
const WRONG_VALUE = /^Attribute (\S+) has invalid value: ([\s\S]*) for type (\w+)/;

/** A sentence; undefined where only a placeholder made MJML complain, or it has been told by the structure. */
export function explain(
  { message, tagName }: Complaint,
  tokens: readonly LiquidToken[],
  known: KnownElements,
): string | undefined {
  if (UNKNOWN_ELEMENT.test(message)) return undefined;
  const attributes = UNKNOWN_ATTRIBUTES.exec(message)?.[1];
  if (attributes !== undefined) return unknownAttributes(tagName, attributes.split(', '), known);
  const [, child, parent, allowed = ''] = WRONG_PLACE.exec(message) ?? [];
  if (child !== undefined) {
    if (child === 'mj-raw') return `Liquid and mj-raw cannot stand between the elements of <${parent}>`;
    const places = allowed.split(', ').filter((place) => place !== 'mj-attributes');
    return `<${child}> cannot stand in <${parent}>; it stands in ${places.map((one) => `<${one}>`).join(', ')}`;
  }
  const [, attribute, value = '', type] = WRONG_VALUE.exec(message) ?? [];
  if (attribute === undefined) return restore(message, tokens);
  const isFilledIn = placeholdersIn(value).length > 0;
  // The page is laid out once, for everybody; colours and the like only pass through.
  if (isFilledIn && type !== 'Unit') return undefined;
  const wrong = `${attribute}="${restore(value, tokens)}" in <${tagName}>`;
  if (isFilledIn)
    return `${wrong} cannot be filled in: sizes are the same for everybody; write a number of pixels`;
  const accepted = /only accepts (.*?)(?: and \d+ value\(s\))?$/.exec(message)?.[1];
  const kind = type === 'Unit' ? 'size' : type?.toLowerCase();
  return `${wrong} is no ${kind}${accepted === undefined ? '' : `; it takes ${accepted}`}`;
}

/** An element that MJML does not know, or that is none of its. */
export function unknownElement(name: string, known: KnownElements): string {
  const hint = didYouMean(name, known.keys());
  if (name.startsWith('mj')) return `there is no element <${name}> in MJML${hint}`;
  return `<${name}> is HTML; put it into <mj-text>, <mj-table> or <mj-raw>`;
}

function unknownAttributes(
  tagName: string,
  named: readonly string[],
  known: KnownElements,
): string | undefined {
  const names = named.filter((name) => placeholdersIn(name).length === 0);
  if (names.length === 0) return undefined;
  const allowed = known.get(tagName) ?? [];
  const wrong = names.map(
    (name) => `"${name}"${didYouMean(name, allowed).replace('; d', ' (d').replace(/\?$/, '?)')}`,
  );
  return `<${tagName}> has no attribute ${wrong.join(', ')}`;
}
