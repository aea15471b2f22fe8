// Whether an address that stands in a message leads anywhere.

import { didYouMean } from '../../../customer/nearest-name.ts';

const SCHEMES = ['https', 'http', 'mailto', 'tel', 'sms'];
const SCHEME = /^([a-z][\w+.-]*):/i;
const HOST = /^https?:\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)(?::\d+)?(?:[/?#]|$)/i;

/** What is wrong with an address as it is rendered; undefined where nothing is. */
export function checkLink(url: string): string | undefined {
  if (url === '') return 'a link is empty; write where it leads';
  if (/\{[{%]/.test(url)) return `the link “${url}” holds Liquid that was not filled in`;
  if (url === '#') return 'the link "#" leads nowhere; write where it leads';
  // A place in the mail itself, or a picture that it carries.
  if (/^#./.test(url) || /^(?:cid:|data:image\/)./.test(url)) return undefined;
  const scheme = SCHEME.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return `the link “${url}” is no full address; begin it with https://${didYouMean(url.split(/[/:]/)[0] ?? '', ['https'])}`;
  }
  if (scheme === 'mailto')
    return /^mailto:[^@\s]+@[^@\s]+/i.test(url) ? undefined : `the link “${url}” names nobody`;
  if (scheme === 'tel' || scheme === 'sms') {
    return /\d{3}/.test(url) ? undefined : `the link “${url}” holds no number`;
  }
  if (!SCHEMES.includes(scheme)) {
    return `the link “${url}” begins with "${scheme}:", which mail programs do not follow; write https://${didYouMean(scheme, SCHEMES)}`;
  }
  const host = HOST.exec(url)?.[1];
  if (host === undefined) return `the link “${url}” names no host, or has blanks in it; write it in full`;
  return host.includes('.')
    ? undefined
    : `the link “${url}” leads to "${host}", which is no host of the internet`;
}
