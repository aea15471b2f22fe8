// One visit of a customers' page: whose link it is, and in which language it is answered.

import type { Context } from 'hono';
import type { Profile } from '../../../lib/customer/profile.ts';
import type { LinkClaims } from '../../../lib/journey/links/signed-link.ts';
import { HttpProblem } from '../http-problem.ts';
import { type Language, languageOf, languages } from './language.ts';
import type { PageParts } from './parts.ts';
import type { Texts } from './texts-en.ts';

export type Claims<Kind extends LinkClaims['t']> = Extract<LinkClaims, { t: Kind }>;

export type Visit<Kind extends LinkClaims['t']> = {
  claims: Claims<Kind>;
  /** Undefined for a customer who is not known, or not any more. */
  profile: Profile | undefined;
  language: Language;
  texts: Texts;
  company: string;
};

/** Throws 404 for a link that is none of ours, or one of another kind. */
export async function visitOf<Kind extends LinkClaims['t']>(
  c: Context,
  parts: PageParts,
  kind: Kind,
): Promise<Visit<Kind>> {
  const claims = await parts.links.read(c.req.param('token') ?? '');
  if (!isOfKind(claims, kind)) throw noSuchLink();
  const profile = await parts.profiles.get(claims.c);
  const language = languageOf(c, profile?.locale);
  const texts = languages[language];
  return { claims, profile, language, texts, company: parts.companyName?.(language) ?? texts.us };
}

/** The same for a link that never was, for one that no longer is, and for a customer who is not known. */
export function noSuchLink(): HttpProblem {
  return new HttpProblem(404, 'this link is not valid');
}

function isOfKind<Kind extends LinkClaims['t']>(
  claims: LinkClaims | undefined,
  kind: Kind,
): claims is Claims<Kind> {
  return claims?.t === kind;
}
