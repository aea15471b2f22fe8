// A message that speaks two languages by e-mail should speak both by SMS: else some customers get another's.

import { filesOf, type TemplateBundle } from '../bundle.ts';

/** A warning for each channel that lacks a locale which another channel of the message has. */
export function missingLocales(bundle: TemplateBundle): string[] {
  const files = filesOf(bundle);
  const byChannel = Map.groupBy(files, ({ channel }) => channel);
  const all = [...new Set(files.map(({ locale }) => locale))];
  return [...byChannel].flatMap(([channel, written]) => {
    const has = new Set(written.map(({ locale }) => locale));
    return all
      .filter((locale) => !has.has(locale))
      .map((locale) => {
        const others = files.filter((file) => file.locale === locale).map((file) => file.channel);
        return `has ${locale} for ${others.join(' and ')}, and not for ${channel}; add ${channel}.${locale}`;
      });
  });
}
