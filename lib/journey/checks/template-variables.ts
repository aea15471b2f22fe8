// A message's template names only variables that this journey provides.

import { CONSENT_REQUESTED } from '../../customer/event-kinds.ts';
import { isDerived } from '../condition/needs.ts';
import { declaredProperties } from '../declared-events.ts';
import { checkTemplate, type Provided } from '../templates/check-template.ts';
import { placeOf } from '../templates/problem.ts';
import { variablesOf } from '../templates/variables.ts';
import type { Check, Subject } from './check.ts';
import { needsTiers, tiersAreMissing } from './derived-attributes.ts';
import { webhookIds } from './webhook-answers.ts';

export const templateVariables: Check = function* (subject) {
  const provided = providedBy(subject);
  const waits = subject.steps.some(({ step }) => step.type === 'waitFor');
  for (const { step, path } of subject.steps) {
    if (step.type !== 'message') continue;
    const { messages, templates } = subject.context;
    const bundle = messages?.get(step.template)?.written ?? templates.get(step.template);
    if (!bundle) continue;
    const here = [...path, 'template'];
    for (const flaw of checkTemplate(bundle, provided)) {
      yield { path: here, message: `${placeOf(flaw)}: ${flaw.message}` };
    }
    for (const variable of variablesOf(bundle)) {
      const [root, field = ''] = variable.path;
      const place = placeOf({ ...variable, template: bundle.name });
      if (root === 'event' && !waits) {
        const message = `${place}: nothing provides "${variable.path.join('.')}": no step of this journey waits for an event`;
        yield { path: here, message };
      }
      if (root === 'links' && field === 'confirm' && subject.triggerEvent !== CONSENT_REQUESTED) {
        const message = `${place}: only a journey that "${CONSENT_REQUESTED}" starts has "links.confirm": there is nothing to confirm`;
        yield { path: here, message };
      }
      if (root === 'customer' && isDerived(field) && tiersAreMissing(subject)) {
        yield { path: here, message: `${place}: ${needsTiers(field)}` };
      }
    }
  }
};

function providedBy({ patterns, steps, triggerEvent, context }: Subject): Provided {
  const propertiesOf = (type: string) => {
    const properties = declaredProperties(context.events, type);
    return properties && Object.keys(properties);
  };
  const paths = new Set(steps.flatMap(({ step, path }) => (step.type === 'waitFor' ? [path.join('.')] : [])));
  const waited = patterns
    .filter(({ path }) => [...paths].some((step) => `${path.join('.')}.`.startsWith(`${step}.`)))
    .map(({ pattern }) => propertiesOf(pattern.event));
  const all = waited.flatMap((properties) => properties ?? []);
  const event = waited.length === 0 || waited.includes(undefined) ? undefined : [...new Set(all)];
  return { trigger: propertiesOf(triggerEvent), event, webhook: webhookIds(steps) };
}
