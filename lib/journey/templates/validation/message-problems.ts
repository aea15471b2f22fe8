// Validation renders each template of a message in each locale, with its sample and for a customer of whom nothing is
// known, and tells all that is wrong with what comes out.

import type { JsonObject } from '../../../customer/json.ts';
import { filesOf } from '../bundle.ts';
import { checkTemplate } from '../check-template.ts';
import { type Company, companyFields } from '../company.ts';
import type { TemplateFile } from '../file-name.ts';
import { forms } from '../form.ts';
import { findLinks, withoutMarks } from '../link-marks.ts';
import type { MessageFolder } from '../message-folder.ts';
import { TemplateError, type TemplateProblem } from '../problem.ts';
import { type RenderedMessage, renderMessage } from '../render.ts';
import { NO_SAMPLE, nobody, type Sample, sampleContext } from '../sample.ts';
import { checkLink } from './check-link.ts';
import { footerFlaws } from './footer.ts';
import { lengthFlaws } from './lengths.ts';
import { missingLocales } from './locales.ts';
import { type MissingVariable, missingVariables } from './missing-variables.ts';

export type Message = MessageFolder & {
  /** What `sample.json` says; undefined where it is not there. */
  sample?: Sample | undefined;
};

export type Asked = {
  /** Undefined where there is no company.json. */
  company: Company | undefined;
  /** The journeys that send the message's e-mail as marketing. */
  marketing: readonly string[];
  /** Whether a journey names the message: then variables that nothing provides are told of the journey. */
  isNamed: boolean;
};

/** In place of a company that is not declared: that it is not is one problem, told once. */
const SOME_COMPANY: Company = { name: 'Company', address: 'Address of the company' };

type Flaw = Omit<TemplateProblem, 'template' | 'file'>;

/** All that is wrong with a message, by file and line. */
export function messageProblems(message: Message, asked: Asked): TemplateProblem[] {
  const { name: template } = message.bundle;
  const problems = missingLocales(message.bundle).map(
    (text): TemplateProblem => ({ template, file: '', message: text, severity: 'warning' }),
  );
  for (const file of filesOf(message.bundle)) {
    const flaws = [...variableFlaws(message, file, asked), ...renderedFlaws(message, file, asked)];
    const byText = new Map(flaws.map((flaw) => [`${flaw.line} ${flaw.message}`, flaw]));
    const inOrder = [...byText.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    problems.push(...inOrder.map((flaw) => ({ template, file: file.name, ...flaw })));
  }
  return problems;
}

function contextsOf({ bundle, sample = NO_SAMPLE }: Message, file: TemplateFile, { company }: Asked) {
  const facts = { template: bundle.name, locale: file.locale, company: company ?? SOME_COMPANY };
  return {
    known: sampleContext(sample, facts),
    unknown: sampleContext(sample, { ...facts, profile: nobody }),
  };
}

function variableFlaws(message: Message, file: TemplateFile, asked: Asked): Flaw[] {
  const { known, unknown } = contextsOf(message, file, asked);
  const nowhere = checkTemplate(message.written, {}).filter((flaw) => flaw.file === file.name);
  const isNowhere = ({ name, line }: MissingVariable) =>
    nowhere.some((flaw) => flaw.line === line && flaw.message.includes(`"${name.split('.')[0]}`));
  const missing = missingVariables(message.written, file, known).filter((one) => !isNowhere(one));
  const told = new Set(missing.map(({ name }) => name));
  const flaws: Flaw[] = asked.isNamed ? [] : nowhere.map(({ template: _, file: __, ...flaw }) => flaw);
  for (const { name, also, ...place } of byName(missing)) {
    flaws.push({ ...place, message: `${whyMissing(name, message)}${also}` });
  }
  for (const { name, also, ...place } of byName(missingVariables(message.written, file, unknown))) {
    if (told.has(name) || isNowhere({ name, ...place })) continue;
    const text = `customers without "${name}" read nothing there; write {{ ${name} | default: "…" }}${also}`;
    flaws.push({ ...place, message: text, severity: 'warning' });
  }
  return flaws;
}

function whyMissing(name: string, { sample }: Message): string {
  const [root = '', field = ''] = name.split('.');
  if (root === 'company' && (companyFields as readonly string[]).includes(field)) {
    return `"${name}" is not in company.json, and has no default; add it there`;
  }
  const where = sample ? 'is not in sample.json' : 'is in no sample.json beside it';
  if (field === '') return `"${name}" ${where}; add it there`;
  return `"${name}" ${where}, and has no default; add it there, or write {{ ${name} | default: "…" }}`;
}

/** Each variable once, where it stands first; `also` tells its other lines. */
function byName(missing: readonly MissingVariable[]): (MissingVariable & { also: string })[] {
  return [...Map.groupBy(missing, ({ name }) => name).values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const lines = [...new Set(more.map(({ line }) => line))].filter((line) => line !== first.line);
    const also = lines.length === 0 ? '' : ` (also on line ${lines.join(', ')})`;
    return [{ ...first, also }];
  });
}

function renderedFlaws(message: Message, file: TemplateFile, asked: Asked): Flaw[] {
  const { known, unknown } = contextsOf(message, file, asked);
  const isKnown = flawsWith(message, file, asked, known);
  // What is wrong for everybody is told once, whatever the length of a name adds.
  const kindOf = ({ line, message: text }: Flaw) => `${line} ${text.replace(/\d+/g, '')}`;
  const told = new Set(isKnown.map(kindOf));
  const others = flawsWith(message, file, asked, unknown).filter((flaw) => !told.has(kindOf(flaw)));
  return [
    ...isKnown,
    ...others.map((flaw) => ({
      ...flaw,
      message: `${flaw.message} (for a customer of whom nothing is known)`,
    })),
  ];
}

function flawsWith(message: Message, file: TemplateFile, asked: Asked, context: JsonObject): Flaw[] {
  const { channel, locale } = file;
  let rendered: RenderedMessage;
  try {
    rendered = renderMessage(message.marked, channel, locale, context);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const isMjml = message.bundle.mjml?.includes(file.key) ?? false;
    // The lines of a page that was made of MJML are not the marketer's.
    return error.problems.map(({ message: text, line, column }) =>
      isMjml || line === undefined ? { message: text } : { message: text, line, column: column ?? 1 },
    );
  }
  const { html } = forms[channel];
  const links = findLinks(rendered.body, html);
  const plain = { ...rendered, body: withoutMarks(rendered.body) };
  const flaws: Flaw[] = links.flatMap(({ url, line }) => {
    const text = checkLink(url);
    return text === undefined ? [] : [{ line, column: 1, message: text }];
  });
  flaws.push(...lengthFlaws(channel, plain));
  if (channel !== 'email' || asked.marketing.length === 0) return flaws;
  const page = { html: plain.body, links, locale };
  const missing = footerFlaws(page, asked.company ?? SOME_COMPANY, asked.marketing);
  return [...flaws, ...missing.map((text) => ({ message: text }))];
}
