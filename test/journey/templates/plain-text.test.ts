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
