// The messages of a folder, validated with what the journeys say of them: which e-mails are marketing.

import type { Journey } from '../journey.ts';
import { walkSteps } from '../step-ids.ts';
import { asKnown } from '../steps/index.ts';
import type { Company } from '../templates/company.ts';
import type { TemplateProblem } from '../templates/problem.ts';
import { type Message, messageProblems } from '../templates/validation/message-problems.ts';
import { type Problem, toProblem } from './problem.ts';

/** A message, and the folder that it lies in. */
export type PlacedMessage = Message & { folder: string };

export type MessagesContext = {
  /** By name: `welcome/greeting`. Without it, what messages look like is not checked. */
  messages?: ReadonlyMap<string, PlacedMessage> | undefined;
  company?: Company | undefined;
  /** Where company.json is, or would be. */
  companyFile?: string | undefined;
  /** Whether only those messages are checked that the journeys name. */
  onlyNamed?: boolean | undefined;
  /** Templates by name, and files such as `tiers.json`, that are there but flawed: who names them is not to blame. */
  unreadable?: ReadonlySet<string> | undefined;
};

/** What is wrong with messages, and with what they have in common. */
export function checkMessages(
  journeys: readonly Journey[],
  { messages = new Map(), company, companyFile = 'company.json', onlyNamed, unreadable }: MessagesContext,
): Problem[] {
  const marketing = marketingMails(journeys);
  const named = templatesOf(journeys);
  const chosen = [...messages.values()].filter(({ bundle }) => !onlyNamed || named.has(bundle.name));
  const problems = chosen.flatMap((message) => {
    const by = marketing.get(message.bundle.name) ?? [];
    return messageProblems(message, { company, marketing: by, isNamed: named.has(message.bundle.name) }).map(
      (problem) => placed(message.folder, problem),
    );
  });
  const needsCompany = chosen.some(({ bundle }) => marketing.has(bundle.name));
  if (needsCompany && !company && !unreadable?.has('company.json')) {
    const message =
      'is not there, and marketing e-mail needs the company’s postal address; write {"name": "…", "address": "…"}';
    problems.push(toProblem(companyFile, { path: [], message }));
  }
  return problems;
}

/** A problem of a template as one of validation. */
export function placed(folder: string, problem: TemplateProblem): Problem {
  const { file, line, column, message, severity } = problem;
  const place = line === undefined ? '' : `line ${line}, column ${column ?? 1}: `;
  const finding = { path: [], message: `${place}${message}`, ...(severity && { severity }) };
  return toProblem(file === '' ? folder : `${folder}/${file}`, finding, line);
}

/** The names of the templates whose e-mails go out as marketing, with the journeys that send them. */
function marketingMails(journeys: readonly Journey[]): Map<string, string[]> {
  const mails = new Map<string, string[]>();
  for (const { id, steps } of journeys) {
    for (const { step } of walkSteps(steps)) {
      const known = asKnown(step);
      if (known.type !== 'message' || known.purpose !== 'marketing') continue;
      if (known.channel !== 'preferred' && ![known.channel].flat().includes('email')) continue;
      const by = mails.get(known.template) ?? [];
      if (!by.includes(id)) mails.set(known.template, [...by, id]);
    }
  }
  return mails;
}

/** The names of the templates that journeys use. */
function templatesOf(journeys: readonly Journey[]): Set<string> {
  const names = new Set<string>();
  for (const { steps } of journeys) {
    for (const { step } of walkSteps(steps)) {
      const known = asKnown(step);
      if (known.type === 'message') names.add(known.template);
    }
  }
  return names;
}
