// The keys of links as text, in a secret or an environment variable: {"current": "2026", "2026": "…", "2025": "…"}.

import * as z from 'zod';
import type { LinkKeys } from './signed-link.ts';

/** A shorter key could be guessed. */
const SHORTEST = 32;

/** A name stands before a dot in each link. */
const KEY_NAME = /^[A-Za-z0-9_-]{1,20}$/;

const KeysSchema = z
  .record(z.string(), z.string())
  .transform(({ current = '', ...keys }) => ({ current, keys }))
  .refine(({ current, keys }) => Object.hasOwn(keys, current), '"current" must name one of the keys')
  .refine(({ keys }) => Object.keys(keys).every((name) => KEY_NAME.test(name)), {
    error: 'a name has at most 20 letters, digits, "-" and "_"',
  })
  .refine(({ keys }) => Object.values(keys).every((key) => key.length >= SHORTEST), {
    error: `each key must have ${SHORTEST} characters or more`,
  });

/** Throws with what is wrong, and never with a key. */
export function parseLinkKeys(text: string): LinkKeys {
  const parsed = KeysSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `the keys of links are wrong: ${issue?.message}; write {"current": "NAME", "NAME": "a long random text"}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
