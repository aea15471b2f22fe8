// Which links of an e-mail are led over us, and that nothing else of it changes.

import { expect, test } from 'vitest';
import { trackableLinks, trackedHtml } from '../../../lib/journey/links/track-links.ts';

const nothingOwn = () => false;
const track = (html: string, isOwn: (url: string) => boolean = nothingOwn) =>
  trackedHtml(
    html,
    new Map(trackableLinks(html, isOwn).map((url, nth) => [url, `https://l.example/c/${nth}?a=1&b=2`])),
    'https://l.example/o/x',
  );

const PIXEL = '<img src="https://l.example/o/x" width="1" height="1" alt="" style="border:0">';

test('a link leads by way of us, and the pixel stands at the end of the body', () => {
  expect(
    track('<html><body><p>See <a class=x href="https://shop.example/a">this</a>.</p></body></html>'),
  ).toBe(
    '<html><body><p>See <a class=x href="https://l.example/c/0?a=1&amp;b=2">this</a>.</p>' +
      `${PIXEL}</body></html>`,
  );
});

test('an address may be written with or without quotes, and with entities', () => {
  const html = `<a href='https://shop.example/?a=1&amp;b=2'>1</a><A HREF=https://shop.example/x>2</A>`;
  expect(trackableLinks(html, nothingOwn)).toEqual([
    'https://shop.example/?a=1&b=2',
    'https://shop.example/x',
  ]);
  expect(track(html)).toBe(
    '<a href="https://l.example/c/0?a=1&amp;b=2">1</a><A href="https://l.example/c/1?a=1&amp;b=2">2</A>' +
      PIXEL,
  );
});

test.each([
  '<a href="mailto:hello@shop.example">write</a>',
  '<a href="tel:+447700900123">call</a>',
  '<a href="#top">up</a>',
  '<a href="/relative">here</a>',
  '<a href="javascript:alert(1)">no</a>',
  '<a name="anchor">anchor</a>',
  '<link href="https://shop.example/style.css">',
  '<p>&lt;a href="https://shop.example"&gt;</p>',
  '<!-- <a href="https://shop.example">comment</a> -->',
  '<!--[if mso]><a href="https://shop.example">Outlook</a><![endif]-->',
  '<a ses:no-track href="https://shop.example/private">private</a>',
])('%s stays as it is', (html) => {
  expect(track(html)).toBe(html + PIXEL);
});

test('a link of our own stays, so that unsubscribing is nobody’s click', () => {
  const html = '<a href="https://l.example/u/token">Unsubscribe</a><a href="https://shop.example">Shop</a>';
  expect(track(html, (url) => url.startsWith('https://l.example/u/'))).toBe(
    `<a href="https://l.example/u/token">Unsubscribe</a><a href="https://l.example/c/0?a=1&amp;b=2">Shop</a>${PIXEL}`,
  );
});

test('whatever is not well-formed stays as it was', () => {
  const html = '<p>Hello <b>Ada<p>&nbsp;<a href="https://shop.example">x</p></div><br>';
  expect(track(html).replace('https://l.example/c/0?a=1&amp;b=2', 'https://shop.example')).toBe(html + PIXEL);
});
