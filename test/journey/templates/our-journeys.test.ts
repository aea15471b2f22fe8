// The templates in workflows/, as customers will read them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readWorkflows } from '../../../lib/embedded/files/read-workflows.ts';
import { JourneySchema } from '../../../lib/journey/journey.ts';
import { walkSteps } from '../../../lib/journey/step-ids.ts';
import { MessageSchema } from '../../../lib/journey/steps/message.ts';
import { checkTemplate } from '../../../lib/journey/templates/check-template.ts';
import { messageContext } from '../../../lib/journey/templates/message-context.ts';
import { plainText } from '../../../lib/journey/templates/plain-text.ts';
import { renderMessage } from '../../../lib/journey/templates/render.ts';
import { sampleLinks } from '../../../lib/journey/templates/sample.ts';
import { variablesOf } from '../../../lib/journey/templates/variables.ts';
import { TiersSchema } from '../../../lib/journey/tiers.ts';

const workflows = join(import.meta.dirname, '../../../workflows');

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(workflows, name), 'utf8'));

const { messages: read, company } = await readWorkflows(workflows);

function messageOf(template: string) {
  const found = read.get(template);
  if (!found) throw new Error(`there is no ${template}`);
  return found;
}

const bundleOf = (template: string) => messageOf(template).bundle;

const events = z
  .record(z.string(), z.object({ description: z.unknown(), properties: z.record(z.string(), z.string()) }))
  .parse(readJson('events.json'));

const journeys = ['welcome', 'follow-up', 'tier-sprint', 'win-back'].map((id) =>
  JourneySchema.parse(readJson(`${id}.json`)),
);

const messages = journeys.flatMap((journey) =>
  [...walkSteps(journey.steps)]
    .filter(({ step }) => step.type === 'message')
    .map(({ step }) => ({ journey, message: MessageSchema.parse(step) })),
);

function contextFor(locale: string, visit: number) {
  return messageContext({
    profile: {
      id: 'c1',
      attributes: { firstName: locale === 'en' ? 'Alexandra' : '欧阳娜娜', tier: 'gold' },
      consent: {},
      locale,
      changedAt: {},
    },
    derived: { nextTier: 'platinum', ordersToNextTier: 3 - visit },
    trigger: {
      id: 'e1',
      type: 'order.placed',
      customerId: 'c1',
      at: Date.parse('2026-08-31T10:00:00Z'),
      properties: { orderId: 'o-20260831' },
      depth: 0,
    },
    journey: { id: 'x' },
    links: sampleLinks,
    company,
    visit,
    now: Date.parse('2026-09-02T10:00:00Z'),
  });
}

const GSM_7 = /^[\n\r A-Za-z0-9@£$¥èéùìòÇØøÅåÆæßÉÄÖÑÜ§¿äöñüà!"#%&'()*+,\-./:;<=>?¡_]*$/;

describe('our journeys', () => {
  it.each(messages)(
    'have $message.template in English and Chinese for each of its channels',
    ({ message }) => {
      const bundle = bundleOf(message.template);
      for (const channel of [message.channel].flat()) {
        expect(bundle.files).toHaveProperty([`${channel}.en`]);
        expect(bundle.files).toHaveProperty([`${channel}.zh`]);
      }
    },
  );

  it.each(messages)('name in $message.template only what is provided', ({ journey, message }) => {
    const started = journey.trigger.type === 'event' ? events[String(journey.trigger.event)] : undefined;
    const trigger = started && Object.keys(started.properties);
    expect(checkTemplate(messageOf(message.template).written, { trigger, event: [] })).toEqual([]);
  });

  it('greet by nothing but the customer, below what every e-mail says of the company', () => {
    const roots = variablesOf(bundleOf('welcome/greeting')).map(({ path }) => path[0]);
    expect(new Set(roots)).toEqual(new Set(['customer', 'company', 'links']));
  });

  it.each(messages)('tell in $message.template how to opt out, where they are marketing', ({ message }) => {
    if (message.purpose !== 'marketing') return;
    const bundle = bundleOf(message.template);
    const ways = { en: 'Reply STOP to opt out', zh: '回TD退订' };
    for (const [locale, way] of Object.entries(ways)) {
      const context = contextFor(locale, 1);
      if (`sms.${locale}` in bundle.files)
        expect(renderMessage(bundle, 'sms', locale, context).body).toContain(way);
      if (!(`email.${locale}` in bundle.files)) continue;
      const text = plainText(renderMessage(bundle, 'email', locale, context).body);
      expect(text).toContain(sampleLinks.unsubscribe);
      expect(text).toContain(sampleLinks.preferences);
    }
  });

  it.each(messages)('keep $message.template short enough for one SMS', ({ message }) => {
    const bundle = bundleOf(message.template);
    if (!('sms.en' in bundle.files)) return;
    for (const visit of [1, 2, 3]) {
      const english = renderMessage(bundle, 'sms', 'en', contextFor('en', visit)).body;
      expect(english).toMatch(GSM_7);
      expect(english.length).toBeLessThanOrEqual(160);
      expect(renderMessage(bundle, 'sms', 'zh', contextFor('zh', visit)).body.length).toBeLessThanOrEqual(70);
    }
  });

  it.each(messages)('write $message.template as well-formed HTML, on one subject line', ({ message }) => {
    const bundle = bundleOf(message.template);
    if (!('email.en' in bundle.files)) return;
    for (const locale of ['en', 'zh']) {
      const { subject, preview, body } = renderMessage(bundle, 'email', locale, contextFor(locale, 1));
      expect(subject).toMatch(/^\S.{4,60}\S$/);
      expect(preview).toMatch(/^\S.{8,90}\S$/);
      expect(preview).not.toBe(subject);
      expect(unclosed(body)).toEqual([]);
      expect(body).not.toMatch(/\{[{%]/);
    }
  });

  it('count the orders of a sprint', () => {
    const sms = (visit: number, locale: string) =>
      renderMessage(bundleOf('tier-sprint/progress'), 'sms', locale, contextFor(locale, visit)).body;
    expect(sms(1, 'en')).toBe(
      'Order 1 of 3 is in, Alexandra. 2 more by 30 September and you are Platinum. Reply STOP to opt out.',
    );
    expect(sms(3, 'en')).toBe(
      'Three of three, Alexandra: you did it! You have reached Platinum. Reply STOP to opt out.',
    );
    expect(sms(2, 'zh')).toBe('欧阳娜娜，第2单达成！9月30日前再下1单，就是白金卡会员了。回TD退订');
  });

  it('know the tiers, and declare the events that they listen to and emit', () => {
    expect(TiersSchema.parse(readJson('tiers.json')).map(({ name }) => name)).toEqual([
      'bronze',
      'silver',
      'gold',
      'platinum',
    ]);
    const named = JSON.stringify(journeys).matchAll(/"event":"([^"]+)"/g);
    for (const [, event] of named) expect(events).toHaveProperty([String(event)]);
  });
});

/** The tags of a page that are not closed, or closed in the wrong place. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  // What is in comments is for Outlook alone.
  const page = html.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, slash, tag = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (['meta', 'br', 'img', 'hr'].includes(tag)) continue;
    if (slash === '') open.push(tag);
    else if (open.at(-1) === tag) open.pop();
    else return [...open, `/${tag}`];
  }
  return open;
}
