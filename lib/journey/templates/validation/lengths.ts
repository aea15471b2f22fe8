// Whether a rendered message fits where it is shown, or sent.

import type { ChannelName } from '../../channels/index.ts';
import type { RenderedMessage } from '../render.ts';
import { describeSmsLength, smsLength } from './sms-length.ts';

export type LengthFlaw = { message: string; severity?: 'warning' };

const MOST_SEGMENTS = 3;
/** iOS and Android cut off titles and texts about here; a Chinese character takes the place of two. */
export const PUSH_TITLE = 65;
export const PUSH_BODY = 240;
/** APNs and FCM take 4 KB with everything around it. */
const PUSH_BYTES = 3_500;
/** Gmail hides what is beyond 102 KB: the footer with its links, of all things. */
const MAIL_BYTES = 102_000;

export function lengthFlaws(
  channel: ChannelName,
  { title = '', subject, body }: RenderedMessage,
): LengthFlaw[] {
  switch (channel) {
    case 'sms':
      return smsFlaws(body);
    case 'push':
      return [...blank('title', title), ...blank('text', body), ...pushFlaws(title, body)];
    case 'inbox':
      return [...blank('title', title), ...blank('text', body)];
    case 'email':
      return [...blank('subject', subject), ...mailFlaws(body)];
  }
}

function blank(part: string, text: string | undefined): LengthFlaw[] {
  return text?.trim() ? [] : [{ message: `its ${part} is empty once it is filled in` }];
}

function smsFlaws(body: string): LengthFlaw[] {
  if (body.trim() === '') return blank('text', body);
  const length = smsLength(body);
  if (length.segments <= MOST_SEGMENTS) return [];
  const { special } = length;
  const most = length.encoding === 'GSM-7' ? 459 : 201;
  const plain = length.encoding === 'UCS-2' && special.length <= 5;
  const hint = plain
    ? `, or write ${special.map((one) => `“${one}”`).join(' ')} otherwise, and more fits`
    : '';
  const message = `is too long: ${describeSmsLength(length)}; ${MOST_SEGMENTS} segments are the most, ${most} characters at best: shorten it${hint}`;
  return [{ message }];
}

function pushFlaws(title: string, body: string): LengthFlaw[] {
  const flaws: LengthFlaw[] = [];
  const bytes = Buffer.byteLength(title) + Buffer.byteLength(body);
  if (bytes > PUSH_BYTES) {
    flaws.push({ message: `is too long: ${bytes} bytes, and phones take ${PUSH_BYTES}; shorten it` });
  }
  const cut = (part: string, text: string, most: number) => {
    const width = widthOf(text);
    const message = `its ${part} has ${width} columns, and phones cut it off after ${most}; shorten it`;
    if (width > most) flaws.push({ message, severity: 'warning' });
  };
  cut('title', title, PUSH_TITLE);
  cut('text', body, PUSH_BODY);
  return flaws;
}

function mailFlaws(body: string): LengthFlaw[] {
  const bytes = Buffer.byteLength(body);
  const message = `has ${bytes} bytes, and Gmail hides what is beyond ${MAIL_BYTES}; shorten it`;
  return bytes > MAIL_BYTES ? [{ message, severity: 'warning' }] : [];
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60\p{Extended_Pictographic}]/gu;

/** In columns: a Chinese character takes two. */
export function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}
