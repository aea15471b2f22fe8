// What a customer answers to a text message: STOP and its like withdraw from text messages, START takes that back.

import type { CustomerEvent } from './event.ts';
import { SUBSCRIBED, UNSUBSCRIBED } from './event-kinds.ts';
import type { Profile } from './profile.ts';

/** A text message that came from a customer; its words are the property `text`. */
export const REPLY_EVENT = 'sms.received';

/**
 * Words that withdraw, alone in a reply. Of English and French, all that carriers, AWS and Twilio act on:
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html,
 * https://help.twilio.com/articles/223134027. Of Chinese, the forms that senders have to offer at the end of marketing
 * messages ("回TD退订", "拒收请回复R"): https://support.huaweicloud.com/msgsms_faq/sms_faq_0110.html.
 */
const STOP = new Set([
  ...['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REMOVE', 'OPTOUT', 'REVOKE'],
  ...['ARRET', 'ARRETE', 'ARRETT'],
  ...['TD', 'T', 'R', '退订', '退訂', '拒收', '回复TD', '回复T', '回复R'],
]);

/** Words that carriers and Twilio take as coming back. "Yes" is among Twilio's, and may answer another question. */
const START = new Set(['START', 'UNSTOP']);

/** Signs and spaces around and within a word, which phones add: "Stop.", "OPT-OUT", "“退订”". */
const NO_LETTERS = /[^\p{L}\p{N}]/gu;

export type Reply = 'stop' | 'start';

/** What a reply asks for; undefined if it is about something else. */
export function replyOf(text: string): Reply | undefined {
  const word = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(NO_LETTERS, '').toUpperCase();
  if (STOP.has(word)) return 'stop';
  return START.has(word) ? 'start' : undefined;
}

/**
 * The event that a reply by text message amounts to, with its words as evidence; any other event is what it is. START
 * brings back whoever has withdrawn, and is no consent of who never gave any: nobody showed them what to.
 */
export function asConsent(event: CustomerEvent, { consent }: Profile): CustomerEvent {
  const { text } = event.properties;
  if (event.type !== REPLY_EVENT || typeof text !== 'string') return event;
  const reply = replyOf(text);
  const properties = { channel: 'sms', source: 'reply', text };
  if (reply === 'stop') return { ...event, type: UNSUBSCRIBED, properties };
  if (reply === 'start' && consent.sms === false) return { ...event, type: SUBSCRIBED, properties };
  return event;
}
