// In which language a page is shown: the one that was asked for, else the customer's, the browser's, or English.

import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { en, type Texts } from './texts-en.ts';
import { zh } from './texts-zh.ts';

/** By language; an own name of each is in its texts. */
export const languages = { en, zh } as const satisfies Record<string, Texts>;

export type Language = keyof typeof languages;

export const languageNames = Object.keys(languages).filter(isLanguage);

function isLanguage(name: string): name is Language {
  return Object.hasOwn(languages, name);
}

/** `locale` is the customer's, where it is known. */
export function languageOf(c: Context, locale?: string | undefined): Language {
  const accepted = parseAccept(c.req.header('Accept-Language') ?? '').map(({ type }) => type);
  return [c.req.query('lang'), locale, ...accepted].map(primary).find(isLanguage) ?? 'en';
}

/** `zh` of `zh-CN` or `zh_Hans`. */
function primary(locale = ''): string {
  return locale.toLowerCase().split(/[-_]/)[0] ?? '';
}
