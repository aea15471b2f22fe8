// Which variables of a template are not there, with a given context, and have no default: Liquid is strict here, while it
// prints nothing when a message is sent.

import { LiquidError, type Template } from 'liquidjs';
import type { JsonObject } from '../../../customer/json.ts';
import type { TemplateBundle } from '../bundle.ts';
import { strictEngineFor } from '../engine.ts';
import type { TemplateFile } from '../file-name.ts';
import { forms } from '../form.ts';
import { placeInFile } from '../parsed-file.ts';
import { type Part, splitFile } from '../split-file.ts';

/** `name` is the path as it was asked for: `customer.firstName`. */
export type MissingVariable = { name: string; line: number; column: number };

/** The missing variables of a file of a bundle as it was written, in reading order. */
export function missingVariables(
  written: TemplateBundle,
  file: TemplateFile,
  context: JsonObject,
): MissingVariable[] {
  const parts = splitFile(forms[file.channel], written.files[file.key] ?? '');
  if (Array.isArray(parts)) return [];
  const { head, preview, body } = parts;
  return [head, preview, body].flatMap((part) => (part ? missingIn(part, file.locale, context) : []));
}

function missingIn(part: Part, locale: string, context: JsonObject): MissingVariable[] {
  const engine = strictEngineFor(locale);
  const templates: Template[] = engine.parse(part.source);
  try {
    engine.renderSync(templates, context);
    return [];
  } catch (error) {
    if (!(error instanceof LiquidError)) throw error;
    return undefinedIn(error).flatMap((one) => {
      const [, name] = UNDEFINED.exec(one.originalError?.message ?? one.message) ?? [];
      return name === undefined ? [] : [{ name, ...placeInFile(part, one) }];
    });
  }
}

const UNDEFINED = /undefined variable: ([^,\s]+)/;

/** Each error of those that were collected. */
function undefinedIn(error: LiquidError): LiquidError[] {
  return 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(undefinedIn) : [error];
}
