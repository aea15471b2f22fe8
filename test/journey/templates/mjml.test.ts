import { describe, expect, it } from 'vitest';
import { bundleHash } from '../../../lib/journey/templates/bundle.ts';
import { aFolder, complaintsAbout, inColumn, mjml, rendered } from './a-message.ts';

const ana = { customer: { firstName: 'Ana' } };

describe('an e-mail in MJML', () => {
  it('becomes a page that phones and desktops show, in the language of its file', async () => {
    const { body, subject } = await rendered(inColumn('<mj-text>Hi {{ customer.firstName }}</mj-text>'), ana);
    expect(subject).toBe('Hello');
    expect(body).toMatch(/^<!doctype html>/);
    expect(body).toContain('<html lang="en"');
    expect(body).toContain('>Hi Ana</div>');
    expect(body).toContain('@media only screen and (min-width:480px)');
  });

  it('is kept as the HTML that it became, so that a run in flight needs no MJML', async () => {
    const { bundle } = await aFolder({ 'email.en.mjml': inColumn('<mj-text>{{ customer.a }}</mj-text>') });
    expect(bundle.files['email.en']).toMatch(/^Subject: Hello\n\n<!doctype html>/);
    expect(bundle.files['email.en']).not.toContain('mj-text');
    expect(bundle.files['email.en']).toContain('{{ customer.a }}');
    const other = await aFolder({ 'email.en.mjml': inColumn('<mj-text>{{ customer.b }}</mj-text>') });
    expect(bundleHash(other.bundle)).not.toBe(bundleHash(bundle));
  });

  it('repeats a section, leaves one out, or fills in a table, as Liquid says', async () => {
    const source = mjml(`{% for item in trigger.items %}
      <mj-section><mj-column><mj-text>{{ forloop.index }}. {{ item.title }}</mj-text></mj-column></mj-section>
      {% endfor %}
      {% if trigger.gift %}<mj-section><mj-column><mj-text>A gift!</mj-text></mj-column></mj-section>{% endif %}
      <mj-section><mj-column>
        {% unless trigger.gift %}<mj-divider />{% endunless %}
        <mj-table>{% for item in trigger.items %}<tr><td>{{ item.price }}</td></tr>{% endfor %}</mj-table>
      </mj-column></mj-section>`);
    const items = [
      { title: 'Tea & milk', price: 3 },
      { title: 'Cake', price: 4 },
    ];
    const plain = await rendered(source, { trigger: { items } });
    expect(plain.body).toMatch(/>1\. Tea &amp; milk<[\s\S]*>2\. Cake</);
    expect(plain.body).toContain('<tr><td>3</td></tr><tr><td>4</td></tr>');
    expect(plain.body).not.toContain('A gift!');
    const gift = await rendered(source, { trigger: { items: [], gift: true } });
    expect(gift.body).toContain('A gift!');
    expect(gift.body).not.toContain('Cake');
  });

  it('takes what Liquid prints into attributes: links, pictures, colours, and conditions in them', async () => {
    const { body } = await rendered(
      inColumn(`<mj-button href="https://shop.example/{{ trigger.id }}?a=1&amp;b={{ trigger.b | url_encode }}"
        background-color="{{ customer.color | default: '#123456' }}">Go</mj-button>
        <mj-image src="https://img.example/{% if customer.vip %}gold{% else %}plain{% endif %}.png" alt="x" />`),
      { customer: { vip: true }, trigger: { id: 'o-1', b: 'ä' } },
    );
    expect(body).toContain('href="https://shop.example/o-1?a=1&amp;b=%C3%A4"');
    expect(body).toContain('background:#123456');
    expect(body).toContain('src="https://img.example/gold.png"');
  });

  it('loads no fonts from anybody, who would then know who reads', async () => {
    const { body } = await rendered(inColumn('<mj-text font-family="Roboto, Lato">Hi</mj-text>'));
    expect(body).not.toContain('fonts.googleapis.com');
  });

  it('may lie beside a template in HTML, of another language', async () => {
    const { bundle } = await aFolder({
      'email.en.mjml': inColumn('<mj-text>Hi</mj-text>'),
      'email.zh.liquid': 'Subject: 你好\n\n<p>你好</p>',
    });
    expect(bundle.mjml).toEqual(['email.en']);
    expect(bundle.files['email.zh']).toBe('Subject: 你好\n\n<p>你好</p>');
  });
});

describe('what a customer wrote, in MJML', () => {
  it('is escaped, in text and in attributes', async () => {
    const { body } = await rendered(
      inColumn(
        '<mj-text>{{ customer.name }}</mj-text><mj-image src="https://i.example/x" alt="{{ customer.name }}" />',
      ),
      { customer: { name: '"><script>alert(1)</script>' } },
    );
    expect(body).not.toContain('<script>');
    expect(body).toContain('alt="&#34;&gt;&lt;script&gt;');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \tjava\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:x',
    'data:text/html,<b>',
    'data:image/svg+xml;base64,AAAA',
    'file:///etc/passwd',
  ])('makes no link that runs a program: %j', async (url) => {
    const source = inColumn(
      '<mj-button href="{{ customer.url }}">Go</mj-button><mj-text><a href=\'{{ customer.url }}\'>go</a></mj-text>',
    );
    const { body } = await rendered(source, { customer: { url } });
    expect(body).toContain('href="#"');
    expect(body).toContain("href='#'");
    expect(body).not.toMatch(/script:|data:|file:/i);
  });

  it.each(['javascript&#58;alert(1)', 'javascript&colon;alert(1)', 'java&#x09;script:alert(1)'])(
    'nor one where the template says raw: %s',
    async (url) => {
      const source = inColumn('<mj-text><a href="{{ customer.url | raw }}">go</a></mj-text>');
      expect((await rendered(source, { customer: { url } })).body).toContain('<a href="#">');
    },
  );

  it.each([
    'https://shop.example/?a=1',
    'mailto:a@shop.example',
    'tel:+4312345',
    'sms:12345',
    '/relative',
    '#top',
    'data:image/png;base64,AAAA',
  ])('leaves other links as they are: %s', async (url) => {
    const { body } = await rendered(inColumn('<mj-text><a href="{{ customer.url }}">go</a></mj-text>'), {
      customer: { url },
    });
    expect(body).toContain(`<a href="${url}">`);
  });

  it('cannot make it eat the machine, nor show anything of the program', async () => {
    const loop = inColumn('<mj-text>{% for i in (1..100000000) %}{% endfor %}</mj-text>');
    await expect(rendered(loop)).rejects.toThrow('memory alloc limit exceeded');
    const source = inColumn('<mj-text>[{{ customer.constructor.name }}{{ customer.__proto__.x }}]</mj-text>');
    expect((await rendered(source, { customer: {} })).body).toContain('>[]<');
  });
});

describe('a marketer who writes MJML is told', () => {
  const about = (body: string) => complaintsAbout({ 'email.en.mjml': mjml(body) });

  it('all that is wrong with elements and attributes, on their lines', async () => {
    const complaints = await about(`<mj-secton></mj-secton>
<mj-section>
  {{ customer.a
     | default: "x" }}
  <mj-column widht="300px">
    <mj-text font-size="big">Hi</mj-text>
    <mj-image src="https://i.example/x" width="{{ customer.w }}" />
  </mj-column>
  <mj-text>x</mj-text>
  <p>Hello</p>
</mj-section>`);
    expect(complaints).toEqual([
      'email.en.mjml:4:1: there is no element <mj-secton> in MJML; did you mean "mj-section"?',
      'email.en.mjml:8:1: <mj-column> has no attribute "widht" (did you mean "width"?)',
      'email.en.mjml:9:1: font-size="big" in <mj-text> is no size; it takes (px) units',
      'email.en.mjml:10:1: width="{{ customer.w }}" in <mj-image> cannot be filled in: sizes are the same for everybody; write a number of pixels',
      'email.en.mjml:12:1: <mj-text> cannot stand in <mj-section>; it stands in <mj-column>, <mj-hero>',
      'email.en.mjml:13:1: <p> is HTML; put it into <mj-text>, <mj-table> or <mj-raw>',
    ]);
  });

  it('what is not closed, or closed twice', async () => {
    expect(await about('<mj-section>\n<mj-column>\n</mj-section>\n</mj-wrapper>')).toEqual([
      'email.en.mjml:5:1: <mj-column> is not closed before </mj-section>; add </mj-column>',
      'email.en.mjml:7:1: </mj-wrapper> closes nothing; take it away',
    ]);
    expect(await complaintsAbout({ 'email.en.mjml': 'Subject: Hi\n\n<mjml>\n<mj-body>' })).toEqual([
      'email.en.mjml:3:1: <mjml> is never closed; add </mjml>',
      'email.en.mjml:4:1: <mj-body> is never closed; add </mj-body>',
    ]);
  });

  it('that text between elements would not be shown', async () => {
    expect(await about('<mj-section>\n\nHello there\n</mj-section>')).toEqual([
      'email.en.mjml:6:1: “Hello there” would not be shown: <mj-section> holds elements only; put text into <mj-text>',
    ]);
  });

  it('where Liquid cannot stand', async () => {
    expect(await about('<mj-section {% if a %}padding="1px"{% endif %}></mj-section>')).toEqual([
      'email.en.mjml:4:1: in <mj-section>, Liquid stands outside of quotes; it may be in the value of an attribute: name="{{ … }}"',
    ]);
    expect(
      await about(`<mj-section><mj-column><mj-carousel>
{% if a %}<mj-carousel-image src="https://i.example/x" />{% endif %}</mj-carousel></mj-column></mj-section>`),
    ).toContain('email.en.mjml:5:1: Liquid and mj-raw cannot stand between the elements of <mj-carousel>');
  });

  it('where Liquid stumbles, before MJML is asked', async () => {
    expect(await about('<mj-section>\n{{ customer.a | upcas }}</mj-section>')).toEqual([
      'email.en.mjml:5:1: there is no filter "upcas"; did you mean "upcase"?',
    ]);
  });

  it('that templates read no other files', async () => {
    const [complaint] = await about('<mj-include path="/etc/passwd" type="html" />');
    expect(complaint).toBe(
      'email.en.mjml:4:1: mj-include reads another file, and templates read none; write it out',
    );
    expect((await about('{% include "x" %}'))[0]).toContain('there is no tag "include"');
  });

  it('that the preview text has its place in the head', async () => {
    const source = `Subject: Hi\n\n<mjml><mj-head><mj-preview>x</mj-preview></mj-head><mj-body></mj-body></mjml>`;
    expect(await complaintsAbout({ 'email.en.mjml': source })).toEqual([
      'email.en.mjml:3:1: the preview text is no element here; write it as a line "Preview: …" under the subject',
    ]);
  });

  it('that MJML is for e-mail, begins with <mjml>, and is not there twice', async () => {
    expect(await complaintsAbout({ 'sms.en.mjml': 'Hi' })).toEqual([
      'sms.en.mjml: is in MJML, which is for e-mail; name it sms.en.liquid',
    ]);
    expect(await complaintsAbout({ 'email.en.mjml': 'Subject: Hi\n\n<p>Hi</p>' })).toContain(
      'email.en.mjml:3:1: is no MJML; a message is <mjml><mj-body>…</mj-body></mjml>',
    );
    const both = { 'email.en.mjml': mjml(''), 'email.en.liquid': 'Subject: Hi\n\n<p>Hi</p>' };
    expect(await complaintsAbout(both)).toEqual([
      'email.en.mjml: is there as .liquid and as .mjml; keep one of them',
    ]);
  });

  it('that an attribute without quotes lets a blank begin another one', async () => {
    const files = { 'email.en.liquid': 'Subject: Hi\n\n<p>\n<a href={{ customer.url }}>x</a></p>' };
    expect(await complaintsAbout(files)).toEqual([
      'email.en.liquid:4:1: href={{ customer.url }} has no quotes; write href="…", or a blank in it begins another attribute',
    ]);
    const fine = '<a {% if a %}class=b{% endif %} href="x{{ b }}" title=\'{{ c }}\'>{{ d }}=e</a>';
    expect(await complaintsAbout({ 'email.en.liquid': `Subject: Hi\n\n${fine}` })).toEqual([]);
  });
});
