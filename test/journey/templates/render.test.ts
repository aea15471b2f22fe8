import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../lib/journey/templates/render.ts';
import { aBundle, email } from './a-bundle.ts';

const ana = { customer: { firstName: 'Ana', timezone: 'UTC' } };

function sms(source: string, context = {}): string {
  return renderMessage(aBundle({ 'sms.en.liquid': source }), 'sms', 'en', context).body;
}

describe('a message', () => {
  it('has a subject and a body as e-mail, a title as push, and only a body as SMS', () => {
    const bundle = aBundle({
      'email.en.liquid': email('<p>Hi {{ customer.firstName }}</p>', 'For {{ customer.firstName }}'),
      'push.en.liquid': 'Title: News, {{ customer.firstName }}\n\nTap.\n',
      'sms.en.liquid': 'Hi {{ customer.firstName }}\n',
    });
    expect(renderMessage(bundle, 'email', 'en', ana)).toEqual({
      locale: 'en',
      subject: 'For Ana',
      body: '<p>Hi Ana</p>',
    });
    expect(renderMessage(bundle, 'push', 'en', ana)).toEqual({
      locale: 'en',
      title: 'News, Ana',
      body: 'Tap.',
    });
    expect(renderMessage(bundle, 'sms', 'en', ana)).toEqual({ locale: 'en', body: 'Hi Ana' });
  });

  it('speaks the customer’s language as closely as it can', () => {
    const bundle = aBundle({
      'sms.de-AT.liquid': 'Servus',
      'sms.en.liquid': 'Hi',
      'sms.zh-TW.liquid': '您好',
      'sms.zh.liquid': '你好',
    });
    const spoken = (locale: string | undefined) => renderMessage(bundle, 'sms', locale, {}).body;
    expect(spoken('zh-TW')).toBe('您好');
    expect(spoken('zh_tw')).toBe('您好');
    expect(spoken('zh-CN')).toBe('你好');
    expect(spoken('zh-Hans-CN')).toBe('你好');
    expect(spoken('de')).toBe('Servus');
    expect(spoken('fr')).toBe('Hi');
    expect(spoken('klingon')).toBe('Hi');
    expect(spoken(undefined)).toBe('Hi');
  });

  it('takes the first locale there is where there is no English', () => {
    const bundle = aBundle({ 'sms.zh.liquid': '你好', 'sms.de.liquid': 'Hallo' });
    expect(renderMessage(bundle, 'sms', 'fr', {}).body).toBe('Hallo');
  });

  it('says which file is missing for a channel', () => {
    expect(() => renderMessage(aBundle({ 'sms.en.liquid': 'Hi' }), 'push', 'en', {})).toThrow(
      'welcome/greeting/push.en.liquid: is not there, so nothing can go out by push',
    );
  });

  it('prints nothing, or the default, for what is not known of a customer', () => {
    expect(sms('Hi {{ customer.firstName }}!')).toBe('Hi !');
    expect(sms('Hi {{ customer.firstName | default: "there" }}!', { customer: {} })).toBe('Hi there!');
    expect(sms('{% if customer.address.city == "Graz" %}Servus{% endif %}.')).toBe('.');
  });
});

describe('what a customer wrote', () => {
  const rogue = { customer: { firstName: '<b>Tom & Co</b>\r\nBcc: all@example.com' } };

  it('is escaped in the body of an e-mail', () => {
    const bundle = aBundle({ 'email.en.liquid': email('<p>{{ customer.firstName }}</p>') });
    expect(renderMessage(bundle, 'email', 'en', rogue).body).toContain('<p>&lt;b&gt;Tom &amp; Co&lt;/b&gt;');
  });

  it('is escaped once where the template says escape by itself, and never where it says raw', () => {
    const bundle = aBundle({
      'email.en.liquid': email('{{ customer.a | escape }} {{ customer.a | raw }}'),
    });
    expect(renderMessage(bundle, 'email', 'en', { customer: { a: '&' } }).body).toBe('&amp; &');
  });

  it('is left as it is in a text message and in a subject, which stays on one line', () => {
    const bundle = aBundle({
      'email.en.liquid': email('<p>Hi</p>', '{{ customer.firstName }}'),
      'sms.en.liquid': '{{ customer.name }}',
    });
    expect(renderMessage(bundle, 'email', 'en', rogue).subject).toBe('<b>Tom & Co</b> Bcc: all@example.com');
    expect(renderMessage(bundle, 'sms', 'en', { customer: { name: 'Tom & Co' } }).body).toBe('Tom & Co');
  });

  it('is never taken for a template', () => {
    expect(sms('{{ customer.a }}', { customer: { a: '{{ customer.b }}', b: 'secret' } })).toBe(
      '{{ customer.b }}',
    );
  });

  it('shows nothing of the program that renders it', () => {
    expect(sms('{{ customer.constructor.name }}{{ customer.__proto__.x }}', { customer: {} })).toBe('');
  });

  it('cannot make a template eat the machine', () => {
    expect(() => sms('ok\n{% for i in (1..100000000) %}{% endfor %}')).toThrow(
      'welcome/greeting/sms.en.liquid:2:1: cannot be rendered: memory alloc limit exceeded',
    );
  });
});
