// Templates for the tests, written as short as they may be.

import { parseBundle, type TemplateBundle } from '../../../lib/journey/templates/bundle.ts';
import { placeOf, TemplateError } from '../../../lib/journey/templates/problem.ts';

export function aBundle(files: Record<string, string>): TemplateBundle {
  return parseBundle('welcome/greeting', files);
}

/** What is wrong with a folder of files, one line a problem. */
export function complaintsAbout(files: Record<string, string>): string[] {
  try {
    aBundle(files);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return error.problems.map((problem) => `${placeOf(problem)}: ${problem.message}`);
  }
}

export function email(body: string, subject = 'Hello'): string {
  return `Subject: ${subject}\n\n${body}\n`;
}
