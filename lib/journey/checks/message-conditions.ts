// A condition on a message's fate names a message of this journey.

import type { Check } from './check.ts';
import { placedLeaves } from './places.ts';
import { suggest } from './suggest.ts';

export const messageConditions: Check = function* ({ conditions, steps }) {
  const messages = steps.flatMap(({ step }) => (step.type === 'message' && step.id ? [step.id] : []));
  for (const { condition, path } of conditions
    .filter((one) => !one.inAudience)
    .flatMap((one) => [...placedLeaves(one)])) {
    if (!('message' in condition) || messages.includes(condition.message)) continue;
    const other = steps.find(({ step }) => step.id === condition.message);
    const near = suggest(condition.message, messages);
    const message = other
      ? `"${condition.message}" is of type ${other.step.type}, and not a message`
      : `no message of this journey has the id "${condition.message}"`;
    yield {
      path: [...path, 'message'],
      message,
      allowed: messages,
      ...(near === undefined ? {} : { didYouMean: near }),
    };
  }
};
