// Which of several locales a customer gets.

/**
 * The best of `available` (not empty, sorted) for a customer's locale: the very one (`zh-CN`), else the language
 * (`zh`), else the language of another region, else English, else the first.
 */
export function chooseLocale(available: readonly string[], wanted: string | undefined): string | undefined {
  const known = new Map(available.map((locale) => [locale.toLowerCase(), locale]));
  return inLanguage(known, wanted ?? 'en') ?? inLanguage(known, 'en') ?? available[0];
}

function inLanguage(known: Map<string, string>, wanted: string): string | undefined {
  const subtags = wanted.toLowerCase().replaceAll('_', '-').split('-');
  for (let length = subtags.length; length > 0; length--) {
    const match = known.get(subtags.slice(0, length).join('-'));
    if (match !== undefined) return match;
  }
  for (const [lower, locale] of known) if (lower.startsWith(`${subtags[0]}-`)) return locale;
  return undefined;
}
