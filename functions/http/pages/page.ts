// A customers' page as an answer: its frame, and the headers that keep it out of caches, frames and search engines.

import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { HttpProblem } from '../http-problem.ts';
import { type Language, languageNames, languages } from './language.ts';
import { style, styleHash } from './style.ts';

export type Html = ReturnType<typeof html>;

export type Page = { language: Language; title: string; body: Html | Html[] };

export type PageStatus = HttpProblem['status'] | 200 | 405 | 422 | 500;

/** The address holds a key to the customer's choices: nothing may keep it, pass it on, or put the page into a frame. */
const HEADERS: Record<string, string> = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': `default-src 'none'; style-src ${styleHash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
};

export function guard(c: Context): void {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
}

export async function answerPage(
  c: Context,
  page: Page,
  status: PageStatus = 200,
  headers: Record<string, string> = {},
): Promise<Response> {
  guard(c);
  return c.html(await frame(page), status, { 'Content-Language': page.language, ...headers });
}

/** Scripts are neither needed nor allowed. */
function frame({ language, title, body }: Page): Html {
  const others = languageNames.filter((name) => name !== language);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
${body}
<nav>${others.map((name) => html`<a href="?lang=${name}" lang="${name}" hreflang="${name}">${languages[name].language}</a>`)}</nav>
</main>
</body>
</html>`;
}

/** A button that is a form of its own; it goes to the address of the page that it is on. */
export function button(action: string, text: string, kind: 'main' | 'grave' | '' = ''): Html {
  return html`<form method="post"><button class="${kind}" name="action" value="${action}">${text}</button></form>`;
}
