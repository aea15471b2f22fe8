// `templates/company.json`: who writes, as the footers of messages say it. The law asks for the postal address.

import * as z from 'zod';
import type { JsonObject } from '../../customer/json.ts';
import { chooseLocale } from './locale.ts';

/** One text for everybody, or one for each locale. */
const TextSchema = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);

export const CompanySchema = z.strictObject({
  $schema: z.string().optional(),
  name: TextSchema.describe('The name under which the company writes; one, or one for each locale.'),
  address: TextSchema.describe('The postal address, in one line; one, or one for each locale.'),
  website: z
    .url({ protocol: /^https?$/ })
    .describe('The address of the website.')
    .optional(),
  email: z.email().describe('Where customers may write to.').optional(),
  phone: z.string().min(1).describe('Where customers may call.').optional(),
});

export type Company = z.infer<typeof CompanySchema>;

/** What templates see of the company. */
export const companyFields = ['name', 'address', 'website', 'email', 'phone'] as const;

/** The company in a customer's language; undefined is English. */
export function companyVariables(company: Company, locale: string | undefined): JsonObject {
  return Object.fromEntries(
    companyFields.flatMap((field) => {
      const text = inLocale(company[field], locale);
      return text === undefined ? [] : [[field, text]];
    }),
  );
}

/** The company's name in a language; undefined where nobody said who writes. */
export function companyName(company: Company | null, locale: string): string | undefined {
  return inLocale(company?.name, locale);
}

function inLocale(
  text: string | Record<string, string> | undefined,
  wanted: string | undefined,
): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  const locale = chooseLocale(Object.keys(text).sort(), wanted);
  return locale === undefined ? undefined : text[locale];
}
