// The message that asks whoever wants to hear from us whether it was they: it has the link, the words, and no advertising.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkflows } from '../../../lib/embedded/files/read-workflows.ts';
import { signLink } from '../../../lib/journey/links/signed-link.ts';
import { messageContext } from '../../../lib/journey/templates/message-context.ts';
import { renderMessage } from '../../../lib/journey/templates/render.ts';

const { templates } = await readWorkflows(join(import.meta.dirname, '../../../workflows'));

function theMessage() {
  const bundle = templates.get('double-opt-in/confirm');
  if (!bundle) throw new Error('there is no double-opt-in/confirm');
  return bundle;
}

const keys = { current: '2026', keys: { 2026: 'a key that is thirty-two characters long' } };
const confirm = `https://shop.example/d/${signLink(keys, { t: 'd', c: 'ann-1', ch: 'sms' })}`;

function rendered(channel: 'email' | 'sms', locale: string, text?: string) {
  const properties = { channel, ...(text === undefined ? {} : { text }) };
  const at = Date.parse('2026-03-02T08:30:00Z');
  const context = messageContext({
    profile: { id: 'ann-1', attributes: { firstName: 'Ann' }, consent: {}, locale, changedAt: {} },
    derived: {},
    trigger: { id: 'e1', type: 'consent.requested', customerId: 'ann-1', at, properties, depth: 0 },
    journey: { id: 'double-opt-in' },
    visit: 1,
    now: at,
    links: { unsubscribe: 'https://shop.example/u/x', preferences: 'https://shop.example/p/x', confirm },
  });
  return renderMessage(theMessage(), channel, locale, context);
}

test.each(['en', 'zh'])('by e-mail in %s, it shows the words of the form and the link', (locale) => {
  const { subject, body } = rendered('email', locale, 'Offers & news <b>by e-mail</b>');
  expect(subject).not.toBe('');
  expect(body).toContain(`href="${confirm}"`);
  expect(body).toContain('Offers &amp; news &lt;b&gt;by e-mail&lt;/b&gt;');
  expect(body.match(/href="/g)).toHaveLength(1);
  expect(rendered('email', locale).body).not.toContain('blockquote');
});

test.each(['en', 'zh'])('by text message in %s, it is short and has the link', (locale) => {
  const { body } = rendered('sms', locale);
  expect(body).toContain(confirm);
  expect(body.replace(confirm, '').length).toBeLessThan(120);
});
