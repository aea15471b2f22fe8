// /u/TOKEN: unsubscribing. A POST does it, by a mail program (RFC 8058: without cookies, without a question) or by the
// page's own button; a GET shows the page and changes nothing, since link scanners follow every link.

import type { Context } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod';
import type { Route } from '../route.ts';
import { FORM_LIMIT, type Form, readForm } from './form.ts';
import { byChannel, topicText } from './names.ts';
import { answerPage, type Html } from './page.ts';
import type { AllPageParts } from './parts.ts';
import { pageProblem } from './problem-page.ts';
import { type Source, tell } from './tell.ts';
import { type Visit, visitOf } from './visit.ts';
import { type Evidence, withdrawChannel, withdrawTopic } from './withdrawal.ts';

const PATH = '/u/:token';
const NO_LINK = { meaning: 'The link is none of ours.' };

const FormSchema = z.looseObject({
  'List-Unsubscribe': z.literal('One-Click').optional().describe('What mail programs send (RFC 8058).'),
  what: z.enum(['channel', 'topic']).optional().describe('What the buttons of the page send.'),
});

export function unsubscribeRoutes(parts: AllPageParts): Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      summary: 'The page of the link to unsubscribe; it changes nothing',
      isWrite: false,
      answers: { 200: { meaning: 'The page, with a button.' }, 404: NO_LINK },
      problem: pageProblem,
      handle: (c) => ask(c, parts),
    },
    {
      method: 'POST',
      path: PATH,
      summary: 'Unsubscribes at once, by one click (RFC 8058) or by the button of the page',
      takes: { schema: FormSchema, limit: FORM_LIMIT, isForm: true },
      isWrite: false,
      answers: { 200: { meaning: 'It is done, now or before.' }, 404: NO_LINK },
      problem: pageProblem,
      handle: (c) => unsubscribe(c, parts),
    },
  ];
}

async function ask(c: Context, parts: AllPageParts): Promise<Response> {
  const visit = await visitOf(c, parts, 'u');
  const { claims, language, texts, company } = visit;
  const { unsubscribe: said } = texts;
  const body = html`<h1>${said.title}</h1>
<p>${said.question(company, byChannel(texts, claims.ch))}</p>
<div class="actions">
${choice('channel', said.button, 'main')}
${claims.tp === undefined ? '' : choice('topic', said.onlyTopic(topicText(texts, claims.tp)), '')}
</div>
<p class="soft">${said.note}</p>
<p>${await toPreferences(parts, visit)}</p>`;
  return answerPage(c, { language, title: said.title, body });
}

function choice(what: string, text: string, kind: string): Html {
  return html`<form method="post"><button class="${kind}" name="what" value="${what}">${text}</button></form>`;
}

async function unsubscribe(c: Context, parts: AllPageParts): Promise<Response> {
  const visit = await visitOf(c, parts, 'u');
  const { claims, profile, language, texts, company } = visit;
  const { unsubscribe: said } = texts;
  const form = await readForm(c);
  const topic = form.get('what') === 'topic' ? claims.tp : undefined;
  if (profile) {
    const evidence = evidenceOf(visit, form, topic);
    const statements =
      topic === undefined
        ? withdrawChannel(profile, claims.ch, evidence)
        : withdrawTopic(profile, topic, evidence);
    await tell(parts, profile, evidence.source, statements);
  }
  const done =
    topic === undefined
      ? said.doneChannel(company, byChannel(texts, claims.ch))
      : said.doneTopic(topicText(texts, topic));
  const body = html`<h1>${said.done}</h1>
<p role="status">${done}</p>
<p class="soft">${said.note}</p>
<p>${await toPreferences(parts, visit)}</p>`;
  return answerPage(c, { language, title: said.done, body });
}

/** By one click nobody was shown a text but the mail program's own. */
function evidenceOf(
  { claims, texts, company }: Visit<'u'>,
  form: Form,
  topic: string | undefined,
): Evidence & { source: Source } {
  const message = claims.m ? { message: claims.m.join(':') } : {};
  if (!form.has('what')) return { source: 'one-click', text: 'List-Unsubscribe=One-Click', ...message };
  const { unsubscribe: said } = texts;
  const pressed = topic === undefined ? said.button : said.onlyTopic(topicText(texts, topic));
  const text = `${said.question(company, byChannel(texts, claims.ch))} – ${pressed}`;
  return { source: 'unsubscribe-page', text, ...message };
}

/** The way to the preference page, beside this one. */
async function toPreferences(
  { links }: AllPageParts,
  { claims, language, texts }: Visit<'u'>,
): Promise<Html> {
  const { c, m } = claims;
  const token = await links.sign({ t: 'p', c, ...(m && { m }) });
  return html`<a href="../p/${token}?lang=${language}">${texts.unsubscribe.more}</a>`;
}
