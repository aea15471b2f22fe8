// What is said of a webhook's answer names a webhook of this journey, and only where a run can have called it.

import { isObject } from '../../customer/json.ts';
import { ReferenceSchema } from '../reference.ts';
import type { Check, Subject } from './check.ts';
import { placedLeaves, walkValues } from './places.ts';
import type { Finding, Path } from './problem.ts';
import { suggest } from './suggest.ts';

export const webhookAnswers: Check = function* (subject) {
  for (const { condition, path, inAudience } of subject.conditions.flatMap((one) =>
    [...placedLeaves(one)].map((leaf) => ({ ...leaf, inAudience: one.inAudience })),
  )) {
    if (!('webhook' in condition)) continue;
    const here = [...path, 'webhook'];
    if (inAudience) yield { path: here, message: TOO_EARLY };
    else yield* unknownStep(subject, condition.webhook, here);
  }
  for (const { value, path } of walkValues(subject.journey)) {
    if (!isObject(value) || typeof value.ref !== 'string' || !value.ref.startsWith('webhook.')) continue;
    if (!ReferenceSchema.safeParse(value).success) continue;
    const here = [...path, 'ref'];
    if (path[0] === 'audience' || path[0] === 'trigger') yield { path: here, message: TOO_EARLY };
    else yield* unknownStep(subject, value.ref.slice('webhook.'.length), here);
  }
};

const TOO_EARLY = 'asks for the answer of a webhook before the run has begun';

function* unknownStep({ steps }: Subject, named: string, path: Path): Generator<Finding> {
  const [id = ''] = named.split('.', 1);
  const ids = webhookIds(steps);
  if (ids.includes(id)) return;
  const other = steps.find(({ step }) => step.id === id);
  const near = suggest(id, ids);
  yield {
    path,
    message: other
      ? `"${id}" is of type ${other.step.type}, and not a webhook`
      : `no webhook of this journey has the id "${id}"`,
    allowed: ids,
    ...(near === undefined ? {} : { didYouMean: near }),
  };
}

/** The webhooks whose answers can be asked for: those with an id of their own. */
export function webhookIds(steps: Subject['steps']): string[] {
  return steps.flatMap(({ step }) => (step.type === 'webhook' && step.id ? [step.id] : []));
}
