// A message in MJML or HTML for the tests: its page, and all that validation says of it, one line a problem.

import { compileMjml } from '../../../lib/journey/mjml/compile.ts';
import type { Company } from '../../../lib/journey/templates/company.ts';
import { type MessageFolder, parseFolder } from '../../../lib/journey/templates/message-folder.ts';
import { placeOf, TemplateError, type TemplateProblem } from '../../../lib/journey/templates/problem.ts';
import { type RenderedMessage, renderMessage } from '../../../lib/journey/templates/render.ts';
import { SampleSchema } from '../../../lib/journey/templates/sample.ts';
import { messageProblems } from '../../../lib/journey/templates/validation/message-problems.ts';

export const aCompany: Company = { name: 'The Shop', address: '1 Harbour Road, Bristol' };

export function aFolder(files: Record<string, string>): Promise<MessageFolder> {
  return parseFolder('welcome/greeting', files, compileMjml);
}

/** An e-mail in MJML whose body begins on line 4. */
export function mjml(body: string, subject = 'Hello'): string {
  return `Subject: ${subject}\n\n<mjml><mj-body>\n${body}\n</mj-body></mjml>\n`;
}

/** The same with everything in one column. */
export function inColumn(content: string): string {
  return mjml(`<mj-section><mj-column>\n${content}\n</mj-column></mj-section>`);
}

export async function rendered(source: string, context = {}): Promise<RenderedMessage> {
  return renderMessage((await aFolder({ 'email.en.mjml': source })).bundle, 'email', 'en', context);
}

/** What is wrong with a folder as it is written. */
export async function complaintsAbout(files: Record<string, string>): Promise<string[]> {
  try {
    await aFolder(files);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.problems.map(lineOf);
  }
}

type Options = { sample?: object; company?: Company | undefined; marketing?: string[] };

/** What validation says of the files of a message. */
export async function validated(
  files: Record<string, string>,
  { sample, marketing = [], ...options }: Options = {},
): Promise<string[]> {
  const company = 'company' in options ? options.company : aCompany;
  const message = { ...(await aFolder(files)), ...(sample && { sample: SampleSchema.parse(sample) }) };
  return messageProblems(message, { company, marketing, isNamed: true }).map(lineOf);
}

function lineOf(problem: TemplateProblem): string {
  const place = placeOf(problem).replace('welcome/greeting/', '');
  return `${place}: ${problem.severity === 'warning' ? 'warning: ' : ''}${problem.message}`;
}
