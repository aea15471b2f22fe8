// /p/TOKEN: the preference page. A GET shows how things stand; a POST changes them and leads back to the page.

import type { Context } from 'hono';
import { html } from 'hono/html';
import * as z from 'zod';
import { pausedUntil } from '../../../lib/customer/preferences.ts';
import type { Profile } from '../../../lib/customer/profile.ts';
import { formatInstant, isZone } from '../../../lib/customer/time.ts';
import { HttpProblem } from '../http-problem.ts';
import type { Route } from '../route.ts';
import { attributes, chosen } from './choices.ts';
import { FORM_LIMIT, type Form, readForm } from './form.ts';
import type { Language } from './language.ts';
import { answerPage, button, guard, type Html } from './page.ts';
import type { AllPageParts } from './parts.ts';
import { dataSection, erase, exportData, isDataAction, isDataQuestion, proofPage } from './personal-data.ts';
import { preferenceForm } from './preference-form.ts';
import { pageProblem } from './problem-page.ts';
import { type Statement, tell } from './tell.ts';
import type { Texts } from './texts-en.ts';
import { noSuchLink, type Visit, visitOf } from './visit.ts';
import { withdrawEverything } from './withdrawal.ts';

const PATH = '/p/:token';
const NO_LINK = { meaning: 'The link is none of ours, or of a customer who is not known.' };

/** How long (ms) a pause lasts. */
const PAUSE = 30 * 24 * 3_600_000;

const FormSchema = z.looseObject({
  action: z.enum(['save', 'pause', 'resume', 'all', 'ask-export', 'export', 'ask-erase', 'erase']),
});

/** A customer who is known. */
export type KnownVisit = Visit<'p'> & { profile: Profile };

export function preferenceRoutes(parts: AllPageParts): Route[] {
  return [
    {
      method: 'GET',
      path: PATH,
      summary: 'The preference page of a customer; it changes nothing',
      isWrite: false,
      answers: { 200: { meaning: 'The page.' }, 404: NO_LINK },
      problem: pageProblem,
      handle: async (c) => show(c, parts, await knownVisit(c, parts)),
    },
    {
      method: 'POST',
      path: PATH,
      summary:
        'Changes what a customer gets, or gives or deletes their data, as the preference page asks for it',
      takes: { schema: FormSchema, limit: FORM_LIMIT, isForm: true },
      isWrite: false,
      answers: {
        200: { meaning: 'A page that asks for more, or the data.' },
        303: { meaning: 'It is done; the page tells so.' },
        404: NO_LINK,
        422: { meaning: 'What was to prove whose data it is does not fit.' },
      },
      problem: pageProblem,
      handle: (c) => act(c, parts),
    },
  ];
}

async function knownVisit(c: Context, parts: AllPageParts): Promise<KnownVisit> {
  const visit = await visitOf(c, parts, 'p');
  const { profile } = visit;
  if (!profile) throw noSuchLink();
  return { ...visit, profile };
}

async function act(c: Context, parts: AllPageParts): Promise<Response> {
  const visit = await knownVisit(c, parts);
  const form = await readForm(c);
  const action = form.get('action') ?? '';
  const { personalData } = parts;
  if (personalData && isDataQuestion(action)) return proofPage(c, visit, action);
  if (personalData && isDataAction(action)) {
    const perform = action === 'export' ? exportData : erase;
    return perform(c, parts, personalData, visit, form);
  }
  const now = parts.clock.now();
  const done = doneBy(action, visit, form, now);
  if (!done) throw new HttpProblem(400, `the page knows no action "${action}"`);
  await tell(parts, visit.profile, 'preference-page', done.statements);
  guard(c);
  // So that the page can be loaded again without doing it again. What is relative holds behind any proxy.
  return c.redirect(`?${new URLSearchParams({ lang: visit.language, said: done.said })}`, 303);
}

type Done = { statements: Statement[]; said: keyof Texts['said'] };

function doneBy(action: string, { profile, texts }: KnownVisit, form: Form, now: number): Done | undefined {
  switch (action) {
    case 'save':
      return { statements: chosen(profile, form, texts), said: 'saved' };
    case 'pause':
      return { statements: attributes({ pausedUntil: formatInstant(now + PAUSE) }), said: 'paused' };
    case 'resume':
      return { statements: attributes({ pausedUntil: null }), said: 'resumed' };
    case 'all': {
      const evidence = { source: 'preference-page', text: `${texts.all.hint} – ${texts.all.button}` };
      return { statements: withdrawEverything(profile, evidence), said: 'all' };
    }
    default:
      return undefined;
  }
}

function show(c: Context, parts: AllPageParts, visit: KnownVisit): Promise<Response> {
  const { profile, language, texts, company } = visit;
  const title = texts.preferences.title(company);
  const body = html`<h1>${title}</h1>
${told(c.req.query('said'), texts)}
<p class="soft">${texts.preferences.intro}</p>
${preferenceForm(profile, texts)}
<section><h2>${texts.pause.title}</h2>
${pause(profile, language, texts, parts.clock.now())}</section>
<section><h2>${texts.all.title}</h2>
<p class="soft">${texts.all.hint}</p>
${button('all', texts.all.button)}</section>
${parts.personalData ? dataSection(texts) : ''}`;
  return answerPage(c, { language, title, body });
}

function told(said: string | undefined, { said: texts }: Texts): Html | '' {
  const text = Object.entries(texts).find(([name]) => name === said)?.[1];
  return text === undefined ? '' : html`<p role="status">${text}</p>`;
}

function pause(profile: Profile, language: Language, { pause: said }: Texts, now: number): Html {
  const until = pausedUntil(profile, now);
  if (until === undefined) return html`<p class="soft">${said.hint}</p>${button('pause', said.button)}`;
  const { timezone } = profile;
  const timeZone = timezone !== undefined && isZone(timezone) ? timezone : 'UTC';
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(until);
  return html`<p><strong>${said.until(date)}</strong></p>${button('resume', said.resume)}`;
}
