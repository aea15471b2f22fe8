import { describe, expect, it } from 'vitest';
import { plainText } from '../../../lib/journey/templates/plain-text.ts';
import { renderMessage } from '../../../lib/journey/templates/render.ts';
import { aBundle } from './a-bundle.ts';
import { rendered } from './a-message.ts';

const html = (body: string) => aBundle({ 'email.en.liquid': `Subject: Hi\nPreview: ${preview}\n\n${body}` });
const preview = 'For {{ customer.firstName }}';
const rogue = { customer: { firstName: '<b>Ana</b>\n& Co' } };

describe('the preview text', () => {
  it('is what mail programs show beside the subject, hidden at the top of the page', async () => {
    const { preview: shown, body } = renderMessage(
      html('<body class="a > b"><p>Hello</p></body>'),
      'email',
      'en',
      {
        customer: { firstName: 'Ana' },
      },
    );
    expect(shown).toBe('For Ana');
    expect(body).toMatch(
      /^<body class="a > b"><div class="milepost-preview" style="display:none;[^"]*">For Ana/,
    );
  });

  it('keeps the page’s first words out of the list of mails', () => {
    const { body } = renderMessage(html('<p>Hello</p>'), 'email', 'en', rogue);
    const hidden = /<div class="milepost-preview"[^>]*>(.*?)<\/div>/.exec(body)?.[1] ?? '';
    expect(hidden.match(/\u034F\u200C\u00A0/g)?.length).toBeGreaterThan(80);
  });

  it('is one line, escaped on the page', () => {
    const message = renderMessage(html('<p>Hello</p>'), 'email', 'en', rogue);
    expect(message.preview).toBe('For <b>Ana</b> & Co');
    expect(message.body).toContain('>For &lt;b&gt;Ana&lt;/b&gt; &amp; Co');
  });

  it('is no part of the plain text, which has the words themselves', () => {
    expect(plainText(renderMessage(html('<p>Hello</p>'), 'email', 'en', rogue).body)).toBe('Hello');
  });

  it('stands in the head of MJML just so', async () => {
    const source = 'Subject: Hi\nPreview: Look\n\n<mjml><mj-body></mj-body></mjml>';
    const message = await rendered(source);
    expect(message.preview).toBe('Look');
    expect(message.body).toMatch(/<body [^>]*><div class="milepost-preview"/);
  });

  it('may be left out', () => {
    const bundle = aBundle({ 'email.en.liquid': 'Subject: Hi\n\n<p>Hello</p>' });
    expect(renderMessage(bundle, 'email', 'en', {})).toEqual({
      locale: 'en',
      subject: 'Hi',
      body: '<p>Hello</p>',
    });
  });
});
