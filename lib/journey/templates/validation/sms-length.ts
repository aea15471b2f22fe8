// How long a text message is, as networks count: each segment is paid for.

import { SegmentedMessage } from 'sms-segments-calculator';

/** `special` are the characters that GSM-7 does not have: one of them makes all of the text UCS-2. */
export type SmsLength = {
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
  characters: number;
  special: string[];
};

/** A text in one segment has 160 characters of GSM-7, or 70; in several, each has 153 or 67 (3GPP TS 23.038, 23.040). */
export function smsLength(text: string): SmsLength {
  const message = new SegmentedMessage(text);
  return {
    segments: message.segmentsCount,
    encoding: message.encodingName,
    characters: message.numberOfCharacters,
    special: [...new Set(message.getNonGsmCharacters())],
  };
}

/** The length as a sentence: `2 segments, 172 characters (GSM-7)`. */
export function describeSmsLength({ segments, encoding, characters }: SmsLength): string {
  const many = segments === 1 ? '1 segment' : `${segments} segments`;
  return `${many}, ${characters} characters (${encoding})`;
}
