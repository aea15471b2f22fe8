// A mail as its receiver's program reads it: parsed back from MIME by a parser that is not ours.

import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { expect, test } from 'vitest';
import { readWorkflows } from '../../../lib/embedded/files/read-workflows.ts';
import { mailOf } from '../../../lib/journey/templates/mail.ts';
import { plainText } from '../../../lib/journey/templates/plain-text.ts';
import { renderMessage } from '../../../lib/journey/templates/render.ts';
import { NO_SAMPLE, sampleContext } from '../../../lib/journey/templates/sample.ts';

const { messages, company } = await readWorkflows('workflows');
const mails = [...messages.values()].flatMap(({ bundle, sample = NO_SAMPLE }) =>
  ['en', 'zh']
    .filter((locale) => `email.${locale}` in bundle.files)
    .map((locale) => ({ template: bundle.name, locale, bundle, sample })),
);

test.each(mails)('$template in $locale arrives whole', async ({ template, locale, bundle, sample }) => {
  const content = renderMessage(
    bundle,
    'email',
    locale,
    sampleContext(sample, { template, locale, company }),
  );
  const unsubscribeUrl = `https://shop.example/u/${'x'.repeat(200)}`;
  const delivery = { to: 'ann@example.com', content, key: 'run:step:0', unsubscribeUrl };
  const source = await new MailComposer(mailOf(delivery, 'Shop <hello@shop.example>')).compile().build();
  const mail = await simpleParser(source);

  expect(mail.subject).toBe(content.subject);
  expect(mail.html).toBe(content.body);
  expect(mail.text?.trim()).toBe(plainText(content.body));
  expect(mail.html).toContain(`>${content.preview}\u034F`);
  expect(mail.text).not.toContain('\u034F');
  expect(mail.text).not.toMatch(/<\w+|\{[{%]/);
  expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: unsubscribeUrl } });
  const lines = mail.headerLines.map(({ line }) => line);
  expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(mail.attachments).toEqual([]);
});
