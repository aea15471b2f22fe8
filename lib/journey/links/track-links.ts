// An HTML e-mail that tells of its opening and of clicks: its links lead where they did by way of us, and a pixel stands at
// its end. The HTML is parsed, and only the addresses in it are replaced: every other character stays as it was.

import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { isWebAddress } from './web-address.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A template says by this attribute that a link is none of anybody's business; SES knows it, too, and takes it out. */
const NO_TRACK = 'ses:no-track';

/** A link as it stands in the HTML: the address, and where its attribute begins and ends. */
type Link = { url: string; from: number; to: number };

/** The addresses of links that may be tracked, each once. `isOwn` says which are ours, and lead to no shop. */
export function trackableLinks(html: string, isOwn: (url: string) => boolean): string[] {
  return [...new Set(linksIn(html, isOwn).links.map(({ url }) => url))];
}

/** The HTML with other addresses in the place of those that `replacements` has, and with the pixel. */
export function trackedHtml(
  html: string,
  replacements: ReadonlyMap<string, string>,
  pixelUrl: string,
): string {
  const { links, end } = linksIn(html, () => false);
  const pixel = `<img src="${escaped(pixelUrl)}" width="1" height="1" alt="" style="border:0">`;
  let result = '';
  let at = 0;
  for (const { url, from, to } of links.filter((link) => link.from < end)) {
    const other = replacements.get(url);
    if (other === undefined) continue;
    result += `${html.slice(at, from)}href="${escaped(other)}"`;
    at = to;
  }
  return `${result}${html.slice(at, end)}${pixel}${html.slice(end)}`;
}

/** In the order of the text. `end` is where the body does. */
function linksIn(html: string, isOwn: (url: string) => boolean): { links: Link[]; end: number } {
  const document = parse(html, { sourceCodeLocationInfo: true });
  // By where they stand: what is wrongly nested, the parser puts into its tree more than once.
  const links = new Map<number, Link>();
  let end = html.length;
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      const link = linkOf(node);
      if (link && !isOwn(link.url)) links.set(link.from, link);
      if (node.tagName === 'body') end = node.sourceCodeLocation?.endTag?.startOffset ?? end;
    }
    for (const child of 'childNodes' in node ? node.childNodes : []) visit(child);
  };
  visit(document);
  return { links: [...links.values()].sort((a, b) => a.from - b.from), end };
}

function linkOf({ tagName, attrs, sourceCodeLocation }: Element): Link | undefined {
  if (tagName !== 'a' && tagName !== 'area') return undefined;
  if (attrs.some(({ name }) => name === NO_TRACK)) return undefined;
  const url = attrs.find(({ name }) => name === 'href')?.value.trim();
  const place = sourceCodeLocation?.attrs?.href;
  if (url === undefined || !place || !isWebAddress(url)) return undefined;
  return { url, from: place.startOffset, to: place.endOffset };
}

function escaped(url: string): string {
  return url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
