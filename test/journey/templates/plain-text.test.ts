import { expect, it } from 'vitest';
import { plainText } from '../../../lib/journey/templates/plain-text.ts';

it('an e-mail can be read without HTML: paragraphs, lists and the addresses of links stay', () => {
  const html = `<!doctype html><html><head><title>No</title><style>p { color: red }</style></head><body>
    <h1>Hello</h1><p>Tom &amp; <strong>Ana</strong>,<br>look&nbsp;here:</p>
    <ul><li>one</li><li>two &#x4f60;</li></ul>
    <p><a style="x" href="https://shop.example/new">See it</a></p></body></html>`;
  expect(plainText(html)).toBe(
    'Hello\n\nTom & Ana,\nlook here:\n\n- one\n- two 你\n\nSee it (https://shop.example/new)',
  );
});

it.each([
  ['<ol><li>one</li><li>two</li></ol><p>after</p>', '1. one\n2. two\n\nafter'],
  ['<table><tr><td>1</td><td>Tea</td></tr><tr><td>2</td><td>Cake</td></tr></table>', '1 Tea\n\n2 Cake'],
  ['<a href="https://shop.example">https://shop.example</a>', 'https://shop.example'],
  ['<a href="mailto:hi@shop.example">hi@shop.example</a>', 'hi@shop.example'],
  ['<a href="https://shop.example/x"><img src="a.png"></a>', 'https://shop.example/x'],
  [
    '<a title="a > b" href=\'https://shop.example/?a=1&amp;b=2\'>go</a>',
    'go (https://shop.example/?a=1&b=2)',
  ],
  ['<a href="#top">top</a>', 'top'],
  ['<!--[if mso]><p>Outlook</p><![endif]--><!--[if !mso]><!--><p>all</p><!--<![endif]-->', 'all'],
  ['&copy; &ldquo;x&rdquo; &#8202;&zwnj;&shy; 3 &lt; 4 &unknown;', '© “x” 3 < 4 &unknown;'],
  ['5 < 6 <b>and</b> 7', '5 < 6 and 7'],
])('%s', (html, text) => {
  expect(plainText(html)).toBe(text);
});
