// `milepost preview`: a message as customers will read it, written to files, with what validation says of it.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { profileOf } from '../../lib/customer/apply-event.ts';
import { CustomerSchema, type Profile } from '../../lib/customer/profile.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { readWorkflows, type Workflows } from '../../lib/embedded/files/read-workflows.ts';
import type { ChannelName } from '../../lib/journey/channels/index.ts';
import type { PlacedMessage } from '../../lib/journey/checks/messages.ts';
import { formatProblems } from '../../lib/journey/checks/problem.ts';
import { readDeclaration } from '../../lib/journey/checks/read-declaration.ts';
import { validateSet } from '../../lib/journey/checks/validate-set.ts';
import { filesOf } from '../../lib/journey/templates/bundle.ts';
import { forms } from '../../lib/journey/templates/form.ts';
import { plainText } from '../../lib/journey/templates/plain-text.ts';
import { renderMessage } from '../../lib/journey/templates/render.ts';
import { NO_SAMPLE, sampleContext } from '../../lib/journey/templates/sample.ts';
import { describeRendered } from '../output/preview.ts';
import { nameMissing, UsersMistake } from '../users-mistake.ts';

type Options = { workflows: string; customer?: string; locale?: string; out: string };

export function previewCommand(): Command {
  return new Command('preview')
    .description('write a message as customers will read it: e-mail as HTML and text, SMS and push as text')
    .argument('<template>', 'the message: <journey>/<message>, a folder in templates/')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option(
      '--customer <file>',
      'a customer as JSON, as --customers of replay has them (default: that of sample.json)',
    )
    .option(
      '--locale <locale>',
      'for a customer who reads this language (default: the customer’s, or each there is)',
    )
    .option('--out <folder>', 'where to write', 'preview')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost preview welcome/greeting\n  milepost preview welcome/greeting --locale zh --customer ann.json',
    )
    .action(run);
}

async function run(name: string, { workflows: folder, customer, locale, out }: Options): Promise<void> {
  const workflows = await readWorkflows(folder);
  const message = messageOf(name, workflows, folder);
  const profile = customer === undefined ? undefined : await readCustomer(customer);
  const wanted = locale ?? profile?.locale;
  for (const { channel, locale: spoken } of chosen(message, wanted)) {
    const facts = { template: name, locale: spoken, company: workflows.company, now: realClock.now() };
    const context = sampleContext(message.sample ?? NO_SAMPLE, { ...facts, ...(profile && { profile }) });
    const rendered = renderMessage(message.bundle, channel, spoken, context);
    const isPage = forms[channel].html;
    const place = join(out, name);
    const file = join(place, `${channel}.${rendered.locale}`);
    await mkdir(place, { recursive: true });
    const written = isPage ? [`${file}.html`, `${file}.txt`] : [`${file}.txt`];
    if (isPage) await writeFile(`${file}.html`, rendered.body);
    const text = isPage
      ? plainText(rendered.body)
      : [rendered.title, rendered.body].filter(Boolean).join('\n\n');
    await writeFile(`${file}.txt`, `${text}\n`);
    console.log(describeRendered(channel, rendered, written));
    if (locale !== undefined && !rendered.locale.startsWith(locale)) {
      console.log(`  there is no ${locale}: customers who read it get ${rendered.locale}`);
    }
  }
  tellProblems(message, workflows);
}

function messageOf(name: string, workflows: Workflows, folder: string): PlacedMessage {
  const message = workflows.messages.get(name);
  if (message) return message;
  if (!workflows.unreadable.has(name)) {
    throw nameMissing('message', name, [...workflows.messages.keys()], join(folder, 'templates'));
  }
  const problems = workflows.problems.filter(({ file }) => file.includes(join('templates', name)));
  throw new UsersMistake(`${name} has errors:\n${formatProblems(problems)}`);
}

async function readCustomer(file: string): Promise<Profile> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UsersMistake(`${file}: cannot be read: ${error.message}`);
  });
  const { value, problems } = readDeclaration(file, text, CustomerSchema);
  if (value) return profileOf(value);
  throw new UsersMistake(`the customer has errors:\n${formatProblems(problems)}`);
}

/** Each channel once, in the language that is wanted; or in each that there is. */
function chosen(
  message: PlacedMessage,
  wanted: string | undefined,
): { channel: ChannelName; locale: string }[] {
  const files = filesOf(message.bundle);
  if (wanted === undefined) return files;
  return [...new Set(files.map(({ channel }) => channel))].map((channel) => ({ channel, locale: wanted }));
}

/** Of this message only: what is wrong elsewhere does not show in it. */
function tellProblems(message: PlacedMessage, workflows: Workflows): void {
  const { problems } = validateSet(workflows.journeys, workflows);
  const own = problems.filter(({ file }) => file === message.folder || file.startsWith(`${message.folder}/`));
  if (own.length > 0) console.log(`\nvalidation says of it:\n${formatProblems(own)}`);
}
