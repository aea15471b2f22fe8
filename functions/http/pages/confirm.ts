// /d/TOKEN: double opt-in. The link in the mail shows a page and changes nothing, since link scanners follow every link;
// the page's button subscribes.

import type { Context } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod';
import type { CustomerEvent } from '../../../lib/customer/event.ts';
import { confirmation } from '../../../lib/journey/links/confirmation.ts';
import { HttpProblem } from '../http-problem.ts';
import type { Route } from '../route.ts';
import { FORM_LIMIT } from './form.ts';
import { byChannel, topicText } from './names.ts';
import { answerPage } from './page.ts';
import type { AllPageParts } from './parts.ts';
import { pageProblem } from './problem-page.ts';
import { tellEvents } from './tell.ts';
import type { Texts } from './texts-en.ts';
import { type Claims, visitOf } from './visit.ts';

const PATH = '/d/:token';
const NO_LINK = { meaning: 'The link is none of ours.' };
const OVER = { meaning: 'What it was to confirm is over.' };

export function confirmRoutes(parts: AllPageParts): Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      summary: 'The page of the link to confirm a subscription; it changes nothing',
      isWrite: false,
      answers: { 200: { meaning: 'The page, with a button.' }, 404: NO_LINK, 410: OVER },
      problem: pageProblem,
      handle: (c) => ask(c, parts),
    },
    {
      method: 'POST',
      path: PATH,
      summary: 'Confirms a subscription: double opt-in',
      takes: { schema: z.looseObject({}), limit: FORM_LIMIT, isForm: true },
      isWrite: false,
      answers: { 200: { meaning: 'It is done, now or before.' }, 404: NO_LINK, 410: OVER },
      problem: pageProblem,
      handle: (c) => confirm(c, parts),
    },
  ];
}

async function ask(c: Context, parts: AllPageParts): Promise<Response> {
  const { claims, language, texts, company } = await visitOf(c, parts, 'd');
  await confirmed(parts, claims, '');
  const { confirm: said } = texts;
  const body = html`<h1>${said.title}</h1>
<p>${questionOf(texts, company, claims)}</p>
<div class="actions"><form method="post"><button class="main">${said.button}</button></form></div>
<p class="soft">${said.ignore}</p>`;
  return answerPage(c, { language, title: said.title, body });
}

async function confirm(c: Context, parts: AllPageParts): Promise<Response> {
  const { claims, language, texts, company } = await visitOf(c, parts, 'd');
  const { confirm: said } = texts;
  const shown = `${questionOf(texts, company, claims)} – ${said.button}`;
  await tellEvents(parts, [await confirmed(parts, claims, shown)]);
  const body = html`<h1>${said.done}</h1>
<p role="status">${said.doneHint(company, byChannel(texts, claims.ch))}</p>`;
  return answerPage(c, { language, title: said.done, body });
}

/** The event of the confirmed link. Throws 410 if what was asked for no longer counts. */
async function confirmed(parts: AllPageParts, claims: Claims<'d'>, shown: string): Promise<CustomerEvent> {
  const event = confirmation(claims, await parts.runs.of(claims.c), parts.clock.now(), shown);
  if (!event) throw new HttpProblem(410, 'what this link was to confirm is over');
  return event;
}

function questionOf(texts: Texts, company: string, { ch, tp }: Claims<'d'>): string {
  const { confirm: said } = texts;
  const question = said.question(company, byChannel(texts, ch));
  return tp === undefined ? question : `${question} ${said.topic(topicText(texts, tp))}`;
}
