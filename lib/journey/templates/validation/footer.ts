// What the law wants in each e-mail of marketing: a way to unsubscribe, and where the company is to be found.

import type { Company } from '../company.ts';
import { companyVariables } from '../company.ts';
import type { RenderedLink } from '../link-marks.ts';
import { plainText } from '../plain-text.ts';
import { sampleLinks } from '../sample.ts';

export type Page = { html: string; links: readonly RenderedLink[]; locale: string };

/** What is missing on a page. `by` names the journeys that send it as marketing. */
export function footerFlaws(
  { html, links, locale }: Page,
  company: Company,
  by: readonly string[],
): string[] {
  const flaws: string[] = [];
  const why = `marketing e-mail (${by.join(', ')})`;
  const ways: readonly string[] = Object.values(sampleLinks);
  if (!links.some(({ url }) => ways.includes(url))) {
    flaws.push(
      `${why} needs a link to unsubscribe; add <a href="{{ links.unsubscribe }}">…</a>, or one to {{ links.preferences }}`,
    );
  }
  const { address } = companyVariables(company, locale);
  if (!squeezed(plainText(html)).includes(squeezed(String(address)))) {
    flaws.push(`${why} needs the postal address; add {{ company.address }}`);
  }
  return flaws;
}

/** Without blanks: where the lines of an address break is of no account. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
