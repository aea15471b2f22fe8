// What the preference page offers of a customer's own data: a copy, and its deletion. Whoever was forwarded the link
// must not get either, so the customer names the address that messages go to.

import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Profile } from '../../../lib/customer/profile.ts';
import type { Form } from './form.ts';
import { answerPage, button, guard, type Html, type PageStatus } from './page.ts';
import type { AllPageParts, PersonalData } from './parts.ts';
import type { KnownVisit } from './preferences.ts';
import { tell } from './tell.ts';
import type { Texts } from './texts-en.ts';

const questions = { 'ask-export': 'export', 'ask-erase': 'erase' } as const;

type Question = keyof typeof questions;
type DataAction = (typeof questions)[Question];

export function isDataQuestion(action: string): action is Question {
  return Object.hasOwn(questions, action);
}

export function isDataAction(action: string): action is DataAction {
  return action === 'export' || action === 'erase';
}

export function dataSection({ data }: Texts): Html {
  return html`<section><h2>${data.title}</h2>
<p class="soft">${data.exportHint}</p>${button('ask-export', data.export)}
<p class="soft">${data.eraseHint}</p>${button('ask-erase', data.erase, 'grave')}</section>`;
}

/** Asks whose data it is, before anything is done. */
export function proofPage(c: Context, visit: KnownVisit, question: Question): Promise<Response> {
  return askForProof(c, visit, questions[question], 200);
}

export async function exportData(
  c: Context,
  parts: AllPageParts,
  personalData: PersonalData,
  visit: KnownVisit,
  form: Form,
): Promise<Response> {
  const { profile } = visit;
  if (!proves(profile, form)) return askForProof(c, visit, 'export', 422);
  await tell(parts, profile, 'preference-page', [{ type: 'customer.export-requested', properties: {} }]);
  guard(c);
  const data = JSON.stringify(await personalData.export(profile.id), null, 2);
  return c.body(data, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="my-data.json"',
  });
}

export async function erase(
  c: Context,
  parts: AllPageParts,
  personalData: PersonalData,
  visit: KnownVisit,
  form: Form,
): Promise<Response> {
  const { profile, language, texts } = visit;
  if (!proves(profile, form)) return askForProof(c, visit, 'erase', 422);
  await tell(parts, profile, 'preference-page', [{ type: 'customer.erasure-requested', properties: {} }]);
  await personalData.erase(profile.id);
  const { erased, erasedHint } = texts.data;
  const body = html`<h1>${erased}</h1><p role="status">${erasedHint}</p>`;
  return answerPage(c, { language, title: erased, body });
}

function askForProof(
  c: Context,
  { profile, language, texts }: KnownVisit,
  action: DataAction,
  status: PageStatus,
): Promise<Response> {
  const { data } = texts;
  const isErasure = action === 'erase';
  const title = isErasure ? data.eraseTitle : data.exportTitle;
  const field = html`<p><label for="proof">${data.proof}</label>
<input type="text" id="proof" name="proof" autocomplete="email" autocapitalize="none" spellcheck="false" required></p>`;
  const body = html`<h1>${title}</h1>
${status === 422 ? html`<p role="alert">${data.proofWrong}</p>` : ''}
<p>${isErasure ? data.eraseWarning : data.exportHint}</p>
<form method="post">
${addressesOf(profile).length > 0 ? field : ''}
<div class="actions"><button class="${isErasure ? 'grave' : 'main'}" name="action" value="${action}">${
    isErasure ? data.erase : data.export
  }</button>
<a class="button" href="?lang=${language}">${data.cancel}</a></div>
</form>`;
  return answerPage(c, { language, title, body }, status);
}

/** Whether the form names an address of the customer's; there is nothing to prove it by where we know none. */
function proves(profile: Profile, form: Form): boolean {
  const addresses = addressesOf(profile);
  return addresses.length === 0 || addresses.includes(plain(form.get('proof') ?? ''));
}

function addressesOf({ email, phone }: Profile): string[] {
  return [email, phone].filter((address) => address !== undefined).map(plain);
}

/** Case, spaces and the signs within a phone number do not count. */
function plain(address: string): string {
  const bare = address.trim().toLowerCase();
  return bare.includes('@') ? bare : bare.replace(/[\s().-]/g, '');
}
