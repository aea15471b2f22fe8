// The page on templates: the e-mail that it shows is valid, and validation says what the page says that it does.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkflows } from '../../lib/embedded/files/read-workflows.ts';
import { formatProblems } from '../../lib/journey/checks/problem.ts';
import { validateSet } from '../../lib/journey/checks/validate-set.ts';
import { blocksOf } from './markdown.ts';

const blocks = blocksOf('docs/messaging/templates.md');
const texts = (language: string) =>
  blocks.filter((block) => block.language === language).map(({ text }) => text);
const [company = '', sample = ''] = texts('json');

const journey = JSON.stringify({
  id: 'spring',
  trigger: { type: 'event', event: 'customer.registered' },
  steps: [{ type: 'message', channel: ['email', 'sms'], template: 'spring/sale' }],
});

/** What validation says of the message "spring/sale" of these files. */
async function validated(files: Record<string, string>): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'milepost-docs-'));
  const all = { 'spring.json': journey, 'templates/company.json': company, ...files };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  const workflows = await readWorkflows(root);
  const { problems } = validateSet(workflows.journeys, workflows);
  return formatProblems([...workflows.problems, ...problems]).replaceAll(root, 'workflows');
}

const folder = 'templates/spring/sale';

test.each(texts('mjml'))('the e-mail of the page is valid, with the sample of the page', async (mail) => {
  const files = { 'email.en.mjml': mail, 'sms.en.liquid': 'Hi', 'sample.json': sample };
  const placed = Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]);
  expect(await validated(Object.fromEntries(placed))).toBe('');
});

test('validation finds what the page shows, in these words', async () => {
  const mail = (content: string) => `Subject: Spring\n\n<mjml><mj-body><mj-section><mj-column>
<mj-text><a href="{{ links.unsubscribe }}">Unsubscribe</a></mj-text>
${content}</mj-column></mj-section></mj-body></mjml>`;
  const sms = 'a'.repeat(460);
  const link = '<mj-text>{{ customer.firstname }}\n<a href="/new">New</a></mj-text>';
  const told = [
    await validated({
      [`${folder}/email.en.mjml`]: mail('<mj-buton>Go</mj-buton>'),
    }),
    await validated({
      [`${folder}/email.en.mjml`]: mail(link),
      [`${folder}/sms.en.liquid`]: sms,
      [`${folder}/sample.json`]: sample,
    }),
  ].join('\n');
  const [shown = ''] = texts('text').filter((text) => text.includes('spring/sale'));
  for (const line of shown.trim().split('\n')) expect(told).toContain(line);
});
