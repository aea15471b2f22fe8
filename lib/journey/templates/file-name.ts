// A template file's name says what it is for: `email.zh-CN.mjml` is the Chinese e-mail for mainland China, in MJML.

import { didYouMean } from '../../customer/nearest-name.ts';
import { type ChannelName, channelNames, isChannelName } from '../channels/index.ts';
import { forms } from './form.ts';

const LIQUID = '.liquid';
const MJML = '.mjml';

/** A file of a bundle, taken apart. `key` is its name without the extension. */
export type TemplateFile = { name: string; key: string; channel: ChannelName; locale: string };

const LOCALE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;

/** Whether this is the name of a template, by its ending. */
export function isTemplateName(name: string): boolean {
  return name.endsWith(LIQUID) || isMjml(name);
}

export function isMjml(name: string): boolean {
  return name.endsWith(MJML);
}

/** The channel and locale of a file name; a sentence saying what is wrong with it, if it names none. */
export function parseFileName(name: string): TemplateFile | string {
  if (!isTemplateName(name)) {
    return `is no template; write <channel>.<locale>${LIQUID}, for example email.en${LIQUID}, or email.en${MJML}`;
  }
  const file = parseKey(name.slice(0, name.lastIndexOf('.')), isMjml(name));
  if (typeof file === 'string' || forms[file.channel].html || !isMjml(name)) return file;
  return `is in MJML, which is for e-mail; name it ${file.key}${LIQUID}`;
}

/** The same for a bundle's key, which is the name without its extension: `email.zh-CN`. */
export function parseKey(key: string, mjml: boolean): TemplateFile | string {
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
  return { name: `${key}${mjml ? MJML : LIQUID}`, key, channel, locale };
}
