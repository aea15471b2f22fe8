// A static check: does a template name a variable that nothing provides?

import { didYouMean } from '../../customer/nearest-name.ts';
import type { TemplateBundle } from './bundle.ts';
import { companyFields } from './company.ts';
import { linkNames } from './message-context.ts';
import type { TemplateProblem } from './problem.ts';
import { type NamedVariable, variablesOf } from './variables.ts';

/**
 * What the journey at hand gives its templates: the property names of the event that starts a run, and of the events
 * that its waits may have matched before the message. Undefined where an event is undeclared: then nothing is checked.
 */
export type Provided = {
  trigger?: readonly string[] | undefined;
  event?: readonly string[] | undefined;
  /** The steps whose webhooks have answers. */
  webhook?: readonly string[] | undefined;
};

/** The variables that templates see. The customer's fields are open: any attribute may be there. */
export const templateVariables = [
  'customer',
  'trigger',
  'event',
  'webhook',
  'journey',
  'visit',
  'now',
  'links',
  'company',
] as const;

const JOURNEY_FIELDS = ['id', 'name'];
/** What is known of every event, beside its properties. */
const EVENT_FIELDS = ['id', 'type', 'at'];
/** Liquid answers these for texts and lists. */
const SIZE_FIELDS = ['size', 'first', 'last'];

/** The variables of a bundle that nothing provides, each with its place and the nearest name that there is. */
export function checkTemplate(bundle: TemplateBundle, provided: Provided): TemplateProblem[] {
  return variablesOf(bundle).flatMap((variable) => {
    const message = flawOf(variable, provided);
    if (message === undefined) return [];
    const { file, line, column } = variable;
    return [{ template: bundle.name, file, line, column, message }];
  });
}

function flawOf({ path }: NamedVariable, provided: Provided): string | undefined {
  const [root = '', field] = path;
  switch (root) {
    case 'customer':
      return undefined;
    case 'journey':
      return unknownField(root, field, JOURNEY_FIELDS);
    case 'links':
      return unknownField(root, field, linkNames);
    case 'company':
      return unknownField(root, field, companyFields);
    case 'trigger':
    case 'event': {
      const properties = provided[root];
      return properties && unknownField(root, field, [...EVENT_FIELDS, ...properties]);
    }
    case 'webhook':
      return provided.webhook && unknownField(root, field, provided.webhook);
    case 'now':
    case 'visit':
      if (field === undefined || SIZE_FIELDS.includes(field)) return undefined;
      return `"${path.join('.')}" is never there: "${root}" is a single value; write {{ ${root} }}`;
    default: {
      const known = templateVariables.join(', ');
      return `nothing provides "${path.join('.')}"; templates see ${known}${didYouMean(root, templateVariables)}`;
    }
  }
}

function unknownField(
  root: string,
  field: string | undefined,
  fields: readonly string[],
): string | undefined {
  if (field === undefined || fields.includes(field)) return undefined;
  return `"${root}" has no "${field}"; it has ${fields.join(', ') || 'nothing'}${didYouMean(field, fields)}`;
}
