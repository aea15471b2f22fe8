import { describe, expect, it } from 'vitest';
import { aCompany, inColumn, validated } from '../a-message.ts';

const mail = (body: string, head = 'Subject: Hello') => ({ 'email.en.liquid': `${head}\n\n${body}` });
const sms = (text: string) => ({ 'sms.en.liquid': text });

describe('a variable', () => {
  it('that the sample lacks and that has no default is missing, on its line, in subject, preview and body', async () => {
    const files = mail(
      '<p>{{ customer.firstName }}</p>\n<p>{{ trigger.orderId }} {{ customer.firstName }}</p>',
      'Subject: For {{ customer.title }}\nPreview: {{ customer.city | upcase }}',
    );
    const sample = { customer: { title: 'Dr' }, trigger: { total: 2 } };
    expect((await validated(files, { sample })).filter((line) => !line.includes('warning'))).toEqual([
      'email.en.liquid:2:13: "customer.city" is not in sample.json, and has no default; add it there, or write {{ customer.city | default: "…" }}',
      'email.en.liquid:4:7: "customer.firstName" is not in sample.json, and has no default; add it there, or write {{ customer.firstName | default: "…" }} (also on line 5)',
      'email.en.liquid:5:7: "trigger.orderId" is not in sample.json, and has no default; add it there, or write {{ trigger.orderId | default: "…" }}',
    ]);
  });

  it('in MJML is found on the line that the marketer wrote, inside of loops and conditions too', async () => {
    const source = inColumn(`<mj-text>
{% if customer.vip %}{{ customer.perk }}{% endif %}
{% for item in trigger.items %}
{{ item.title }}{% endfor %}</mj-text>`);
    const sample = { customer: { vip: true }, trigger: { items: [{ title: 'Tea' }, {}] } };
    expect(await validated({ 'email.en.mjml': source }, { sample })).toEqual([
      'email.en.mjml:6:25: "customer.perk" is not in sample.json, and has no default; add it there, or write {{ customer.perk | default: "…" }}',
      'email.en.mjml:8:4: "item.title" is not in sample.json, and has no default; add it there, or write {{ item.title | default: "…" }}',
    ]);
  });

  it('without a sample is told that there is none', async () => {
    expect(await validated(sms('Hi {{ customer.firstName }}'))).toEqual([
      'sms.en.liquid:1:7: "customer.firstName" is in no sample.json beside it, and has no default; add it there, or write {{ customer.firstName | default: "…" }}',
    ]);
  });

  it('may be missing where it has a default, or is only asked for', async () => {
    const text = 'Hi {{ customer.firstName | default: "there" }}{% if customer.vip %}!{% endif %}';
    expect(await validated(sms(text))).toEqual([]);
  });

  it('that is in the sample, and without a default, draws a warning: not every customer has it', async () => {
    expect(
      await validated(sms('Hi {{ customer.firstName }}'), { sample: { customer: { firstName: 'A' } } }),
    ).toEqual([
      'sms.en.liquid:1:7: warning: customers without "customer.firstName" read nothing there; write {{ customer.firstName | default: "…" }}',
    ]);
  });

  it('may differ by language in the sample', async () => {
    const files = {
      ...sms('Hi {{ customer.a }}{{ customer.b }}'),
      'sms.zh.liquid': 'Hi {{ customer.a }}{{ customer.b }}',
    };
    const sample = { customer: { a: 1 }, locales: { zh: { b: 2 } } };
    expect((await validated(files, { sample })).filter((line) => !line.includes('warning'))).toEqual([
      expect.stringContaining('sms.en.liquid:1:23: "customer.b" is not in sample.json'),
    ]);
  });

  it('of the company is looked for in company.json', async () => {
    expect(await validated(sms('{{ company.name }} {{ company.phone }}'))).toEqual([
      'sms.en.liquid:1:23: "company.phone" is not in company.json, and has no default; add it there',
    ]);
  });
});

describe('a link is broken', () => {
  it.each([
    ['', 'a link is empty; write where it leads'],
    ['#', 'the link "#" leads nowhere; write where it leads'],
    ['http://', 'names no host'],
    ['https:///path', 'names no host'],
    ['https://shop', 'leads to "shop", which is no host of the internet'],
    ['https://shop.example/a b', undefined],
    ['/new', 'is no full address; begin it with https://'],
    ['www.shop.example', 'is no full address; begin it with https://'],
    ['javascript:alert(1)', 'begins with "javascript:", which mail programs do not follow'],
    [
      'htps://shop.example',
      'begins with "htps:", which mail programs do not follow; write https://; did you mean "https"?',
    ],
    ['https//shop.example', 'is no full address; begin it with https://; did you mean "https"?'],
    ['mailto:', 'names nobody'],
    ['tel:now', 'holds no number'],
    ['https://shop.example/new?a=1&amp;b=2#top', undefined],
    ['mailto:hello@shop.example?subject=Hi', undefined],
    ['tel:+43 1 234', undefined],
    ['#prices', undefined],
  ])('%j', async (url, flaw) => {
    const problems = await validated({
      'email.en.mjml': inColumn(`<mj-text>\n<a href="${url}">x</a></mj-text>`),
    });
    if (flaw === undefined) expect(problems).toEqual([]);
    else
      expect(problems).toEqual([expect.stringMatching(new RegExp(`^email.en.mjml:6:1: .*${escaped(flaw)}`))]);
  });

  it('that Liquid makes, on the line on which it is written', async () => {
    const files = mail('<p>\n<a href="{{ trigger.url }}">x</a>\n<img src=\'{{ trigger.img }}\'></p>');
    expect(await validated(files, { sample: { trigger: { url: 'htp://x.example', img: 'a.png' } } })).toEqual(
      [
        'email.en.liquid:4:1: the link “htp://x.example” begins with "htp:", which mail programs do not follow; write https://; did you mean "http"?',
        'email.en.liquid:5:1: the link “a.png” is no full address; begin it with https://',
      ],
    );
  });

  it('that only some customers have', async () => {
    const sample = { customer: { page: 'https://a.example', host: 'a.example' } };
    const files = mail(
      '<a href="{{ customer.page | default: "" }}">a</a>\n<a href="https://{{ customer.host | default: "" }}/">b</a>',
    );
    expect(await validated(files, { sample })).toEqual([
      'email.en.liquid:3:1: a link is empty; write where it leads (for a customer of whom nothing is known)',
      'email.en.liquid:4:1: the link “https:///” names no host, or has blanks in it; write it in full (for a customer of whom nothing is known)',
    ]);
  });

  it('in a text message', async () => {
    expect(await validated(sms('Look:\nhtps://shop.example or http://'))).toEqual([
      'sms.en.liquid:2:1: the link “htps://shop.example” begins with "htps:", which mail programs do not follow; write https://; did you mean "https"?',
      'sms.en.liquid:2:1: the link “http://” names no host, or has blanks in it; write it in full',
    ]);
  });
});

describe('e-mail of marketing', () => {
  const marketing = ['welcome'];
  const footer =
    '<mj-text><a href="{{ links.unsubscribe }}">Unsubscribe</a> {{ company.name }}, {{ company.address }}</mj-text>';

  it('needs a link to unsubscribe and the postal address', async () => {
    expect(await validated({ 'email.en.mjml': inColumn('<mj-text>Hi</mj-text>') }, { marketing })).toEqual([
      'email.en.mjml: marketing e-mail (welcome) needs a link to unsubscribe; add <a href="{{ links.unsubscribe }}">…</a>, or one to {{ links.preferences }}',
      'email.en.mjml: marketing e-mail (welcome) needs the postal address; add {{ company.address }}',
    ]);
  });

  it('has them in each language, in HTML as in MJML', async () => {
    const files = {
      'email.en.mjml': inColumn(footer),
      'email.zh.liquid':
        'Subject: 你好\n\n<a href="{{ links.preferences }}">x</a><p>{{ company.address }}</p>',
    };
    const company = { name: 'The Shop', address: { en: '1 Harbour Road\nBristol', zh: '海港街1号' } };
    expect(await validated(files, { marketing, company })).toEqual([]);
  });

  it('has them for every customer, not just for some', async () => {
    const source = inColumn(`{% if customer.vip %}${footer}{% endif %}`);
    expect(
      await validated({ 'email.en.mjml': source }, { marketing, sample: { customer: { vip: true } } }),
    ).toEqual([
      expect.stringMatching(/needs a link to unsubscribe.*\(for a customer of whom nothing is known\)$/),
      expect.stringMatching(/needs the postal address.*\(for a customer of whom nothing is known\)$/),
    ]);
  });

  it('that nobody sends as marketing needs neither', async () => {
    expect(await validated({ 'email.en.mjml': inColumn('<mj-text>Hi</mj-text>') })).toEqual([]);
  });

  it('does not show them in a comment, or by words alone', async () => {
    const files = mail(`<!-- {{ company.address }} --><p>Unsubscribe: {{ links.unsubscribe }}</p>`);
    expect(await validated(files, { marketing, company: aCompany })).toHaveLength(2);
  });
});

describe('a text message', () => {
  it.each([
    ['a', 459, 460],
    ['€', 228, 229],
    ['你', 201, 202],
    ['😀', 99, 100],
  ])('of %s fits into three segments up to %i of them', async (letter, most, more) => {
    expect(await validated(sms(letter.repeat(most)))).toEqual([]);
    expect(await validated(sms(letter.repeat(more)))).toEqual([
      expect.stringMatching(
        /^sms.en.liquid: is too long: 4 segments, \d+ characters \((GSM-7|UCS-2)\); 3 segments/,
      ),
    ]);
  });

  it('with one curly quote is counted as UCS-2, and told of it', async () => {
    expect(await validated(sms(`${'a'.repeat(210)}“`))).toEqual([
      'sms.en.liquid: is too long: 4 segments, 211 characters (UCS-2); 3 segments are the most, 201 characters at best: shorten it, or write ““” otherwise, and more fits',
    ]);
  });

  it('must say something', async () => {
    expect(
      await validated(sms('{{ customer.text | default: "" }}'), { sample: { customer: { text: 'Hi' } } }),
    ).toEqual([
      'sms.en.liquid: its text is empty once it is filled in (for a customer of whom nothing is known)',
    ]);
  });
});

describe('a push notification', () => {
  const push = (title: string, text = 'Tap.') => ({ 'push.en.liquid': `Title: ${title}\n\n${text}` });

  it('is cut off where its title or text is long: a warning; a Chinese character takes two columns', async () => {
    expect(await validated(push('a'.repeat(65)))).toEqual([]);
    expect(await validated(push('你'.repeat(33)))).toEqual([
      'push.en.liquid: warning: its title has 66 columns, and phones cut it off after 65; shorten it',
    ]);
    expect(await validated(push('Hi', 'a'.repeat(241)))).toEqual([
      'push.en.liquid: warning: its text has 241 columns, and phones cut it off after 240; shorten it',
    ]);
  });

  it('is not delivered beyond what phones take', async () => {
    expect(await validated(push('Hi', 'a'.repeat(3600)))).toContainEqual(
      'push.en.liquid: is too long: 3602 bytes, and phones take 3500; shorten it',
    );
  });
});

describe('an e-mail', () => {
  it('needs a subject once it is filled in', async () => {
    const files = mail('<p>Hi</p>', 'Subject: {{ customer.subject | default: "" }}');
    expect(await validated(files)).toEqual(['email.en.liquid: its subject is empty once it is filled in']);
  });

  it('that Gmail would cut off is told of it', async () => {
    expect(await validated(mail(`<p>${'a'.repeat(103_000)}</p>`))).toEqual([
      expect.stringContaining('warning: has 103007 bytes, and Gmail hides what is beyond 102000'),
    ]);
  });

  it('that cannot be rendered is told where', async () => {
    const problems = await validated(mail('<p>\n{{ now | date: "%F", "Mars/Base" }}</p>'));
    expect(problems).toEqual([
      expect.stringMatching(/^email.en.liquid:4:1: cannot be rendered: "Mars\/Base" is no time zone/),
    ]);
  });
});

it('a message that speaks a language on one channel only draws a warning', async () => {
  const files = {
    ...sms('Hi'),
    'email.en.liquid': 'Subject: Hi\n\n<p>Hi</p>',
    'email.zh.liquid': 'Subject: 你好\n\n<p>你好</p>',
  };
  expect(await validated(files)).toEqual([': warning: has zh for email, and not for sms; add sms.zh']);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
