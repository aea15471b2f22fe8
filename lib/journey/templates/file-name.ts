// A template file's name says what it is for: `email.zh-CN.liquid` is the Chinese e-mail for mainland China.

import { didYouMean } from '../../customer/nearest-name.ts';
import { type ChannelName, channelNames, isChannelName } from '../channels/index.ts';

export const TEMPLATE_EXTENSION = '.liquid';

/** A file of a bundle, taken apart. `key` is its name without the extension. */
export type TemplateFile = { key: string; channel: ChannelName; locale: string };

const LOCALE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;

/** The channel and locale of a file name; a sentence saying what is wrong with it, if it names none. */
export function parseFileName(name: string): TemplateFile | string {
  if (!name.endsWith(TEMPLATE_EXTENSION)) {
    return `is no template; write <channel>.<locale>${TEMPLATE_EXTENSION}, for example email.en${TEMPLATE_EXTENSION}`;
  }
  return parseKey(name.slice(0, -TEMPLATE_EXTENSION.length));
}

/** The same for a bundle's key, which is the name without its extension: `email.zh-CN`. */
export function parseKey(key: string): TemplateFile | string {
  const dot = key.indexOf('.');
  const channel = dot < 0 ? key : key.slice(0, dot);
  const locale = dot < 0 ? '' : key.slice(dot + 1);
  if (!isChannelName(channel)) {
    const hint = didYouMean(channel, channelNames);
    return `"${channel}" is no channel; channels are ${channelNames.join(', ')}${hint}`;
  }
  if (!LOCALE.test(locale)) {
    const wrong = locale === '' ? 'names no locale' : `"${locale}" is no locale`;
    return `${wrong}; write a language, or language-REGION, for example ${channel}.en or ${channel}.zh-CN`;
  }
  return { key, channel, locale };
}
