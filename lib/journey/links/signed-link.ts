// Links in messages that nobody can forge: what a link stands for, and an HMAC-SHA256 under a key that has a name, so that
// keys can be replaced and older links stay valid.

import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** `current` names the key that signs; every key in `keys` verifies. Keys are secrets of at least 32 characters. */
export type LinkKeys = { current: string; keys: Readonly<Record<string, string>> };

const MessageKeySchema = z.strictObject({
  /** The customer. */
  c: z.string(),
  /** The message: its run, step and visit; absent where a link belongs to no message. */
  m: z.tuple([z.string(), z.string(), z.string()]).optional(),
});

/** What a link stands for. Names are short, since links are long. */
const ClaimsSchema = z.discriminatedUnion('t', [
  /** Unsubscribe from the channel `ch`, and from the topic `tp` where there is one. */
  MessageKeySchema.extend({ t: z.literal('u'), ch: z.string(), tp: z.string().optional() }),
  /** Confirm the subscription to the channel `ch`, and to the topic `tp` where there is one: double opt-in. */
  MessageKeySchema.extend({ t: z.literal('d'), ch: z.string(), tp: z.string().optional() }),
  /** The preference page. */
  MessageKeySchema.extend({ t: z.literal('p') }),
  /** A click, and where it leads. */
  MessageKeySchema.extend({ t: z.literal('c'), to: z.url(), at: z.int() }),
  /** The pixel that tells of an opening. As with a click, `at` is when the message was made (s). */
  MessageKeySchema.extend({ t: z.literal('o'), at: z.int() }),
]);

export type LinkClaims = z.infer<typeof ClaimsSchema>;

/** A token for a URL's path: `<key name>.<claims>.<signature>`, in base64url. Throws if the current key is not there. */
export function signLink({ current, keys }: LinkKeys, claims: LinkClaims): string {
  const key = Object.hasOwn(keys, current) ? keys[current] : undefined;
  if (key === undefined) throw new Error(`the key "${current}" that signs links is not among the keys`);
  const signed = `${current}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${signed}.${signatureOf(signed, key).toString('base64url')}`;
}

/** What a token stands for; undefined if it is none, was changed, or its key is no longer among the keys. */
export function verifyLink({ keys }: LinkKeys, token: string): LinkClaims | undefined {
  const [name = '', claims = '', signature = '', ...rest] = token.split('.');
  const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
  if (key === undefined || rest.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(`${name}.${claims}`, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return ClaimsSchema.safeParse(JSON.parse(Buffer.from(claims, 'base64url').toString())).data;
}

function signatureOf(signed: string, key: string): Buffer {
  return createHmac('sha256', key).update(signed).digest();
}
