// What is wrong, as a page: in the visitor's language, the same for every customer, and with what to do.

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { PageProblem } from '../route.ts';
import { languageOf, languages } from './language.ts';
import { answerPage, type PageStatus } from './page.ts';
import type { Texts } from './texts-en.ts';

export const pageProblem: PageProblem = {
  answer(c: Context, status: PageStatus, headers: Record<string, string>) {
    const language = languageOf(c);
    const { title, hint } = languages[language].problem[kindOf(status)];
    const body = html`<h1>${title}</h1><p>${hint}</p>`;
    return answerPage(c, { language, title, body }, status, headers);
  },
};

function kindOf(status: PageStatus): keyof Texts['problem'] {
  if (status === 404) return 'link';
  if (status === 410) return 'over';
  return status === 429 || status === 500 ? 'busy' : 'wrong';
}
