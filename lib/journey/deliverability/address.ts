// An address in the one form in which it is compared, and what is kept of it: a hash to find it by, and a form that an
// operator recognises and nobody can write to. So a list of suppressed addresses is no list of addresses.

import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { ChannelName } from '../channels/index.ts';

/** What is kept in the place of an address. */
export type AddressKey = { channel: ChannelName; hash: string; masked: string };

export function addressKey(channel: ChannelName, address: string): AddressKey {
  const normal = normalAddress(channel, address);
  const hash = createHash('sha256').update(`${channel}:${normal}`).digest('hex');
  return { channel, hash, masked: mask(channel, normal) };
}

/**
 * The form in which two ways of writing an address are the same. Mailboxes that differ in capitals alone are one
 * everywhere that matters, and suppressing one too many is the smaller mistake.
 */
export function normalAddress(channel: ChannelName, address: string): string {
  const text = address.trim();
  if (channel === 'email') return normalEmail(text);
  if (channel === 'sms') return normalPhone(text);
  return text;
}

function normalEmail(text: string): string {
  const bare = /<([^<>]+)>\s*$/.exec(text)?.[1]?.trim() ?? text;
  const at = bare.lastIndexOf('@');
  if (at === -1) return bare.toLowerCase();
  const domain = bare.slice(at + 1);
  return `${bare.slice(0, at).normalize('NFC').toLowerCase()}@${domainToASCII(domain) || domain.toLowerCase()}`;
}

/** E.164, as far as it can be told: digits after a plus. A number without its country stays as it is. */
function normalPhone(text: string): string {
  const digits = text.replaceAll(/[\s().\-/\u2010-\u2015]/g, '');
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

function mask(channel: ChannelName, normal: string): string {
  if (channel === 'email') {
    const at = normal.lastIndexOf('@');
    return `${normal.slice(0, at > 3 ? 2 : 1)}…${at === -1 ? '' : normal.slice(at)}`;
  }
  return normal.length <= 6 ? '…' : `${normal.slice(0, 3)}…${normal.slice(-2)}`;
}

/** What keeps a text from being an address of the channel; undefined if it may be one. */
export function addressProblem(channel: ChannelName, address: string): string | undefined {
  const normal = normalAddress(channel, address);
  if (channel === 'email' && !/^[^\s@]+@[^\s@]+$/.test(normal)) {
    return `"${address}" is no e-mail address; write for example ada@example.com`;
  }
  if (channel === 'sms' && !/^\+[1-9]\d{6,14}$/.test(normal)) {
    return `"${address}" is no telephone number with its country; write for example +447700900123`;
  }
  return normal === '' ? 'the address is empty' : undefined;
}
