// The preview text of an e-mail: hidden at the top of its body, where mail programs look for it.

const HIDDEN =
  'display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;mso-hide:all;';
/** Blanks that show nothing: else the mail's first words would follow in the list of mails. */
const BLANK = '\u034F\u200C\u00A0';
/** As many characters as mail programs show at most. */
const SHOWN = 110;

/** By this class the plain-text part leaves it out. */
export const PREVIEW_CLASS = 'milepost-preview';

const BODY = /<body\b(?:"[^"]*"|'[^']*'|[^>"'])*>/iy;

/** The page with the text hidden at its beginning; `text` is plain. */
export function withPreview(html: string, text: string): string {
  if (text === '') return html;
  const blanks = BLANK.repeat(Math.max(0, SHOWN - text.length));
  const hidden = `<div class="${PREVIEW_CLASS}" style="${HIDDEN}">${escapeHtml(text)}${blanks}</div>`;
  BODY.lastIndex = Math.max(0, html.indexOf('<body'));
  const after = BODY.test(html) ? BODY.lastIndex : 0;
  return html.slice(0, after) + hidden + html.slice(after);
}

const ESCAPES: { [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
