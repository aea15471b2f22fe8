// Names of events are compared letter by letter: stray spaces and near misses would never match.

import { feedbackTypes } from '../deliverability/feedback.ts';
import type { Check } from './check.ts';
import { placedLeaves } from './places.ts';
import type { Finding, Path } from './problem.ts';
import { suggest } from './suggest.ts';

export const eventNames: Check = function* ({ patterns, conditions, steps, context }) {
  const emitted = steps.flatMap(({ step, path }) =>
    step.type === 'emit' ? [{ event: step.event, path: [...path, 'event'] }] : [],
  );
  const asked = conditions
    .flatMap((one) => [...placedLeaves(one)])
    .flatMap(({ condition, path }) =>
      'event' in condition ? [{ event: condition.event, path: [...path, 'event'] }] : [],
    );
  const heard = patterns.map(({ pattern, path }) => ({ event: pattern.event, path: [...path, 'event'] }));
  for (const { event, path } of [...emitted, ...asked, ...heard]) yield* strayCharacters(event, path);
  const declared = context.events ? [...Object.keys(context.events), ...feedbackTypes] : [];
  const known = new Set([...declared, ...emitted.map(({ event }) => event)]);
  for (const { event, path } of [...asked, ...heard]) {
    const near = known.has(event) ? undefined : suggest(event, declared);
    if (near === undefined) continue;
    const message = `events.json declares no "${event}", so nothing about it is checked`;
    yield { path, message, didYouMean: near, severity: 'warning' };
  }
};

function* strayCharacters(event: string, path: Path): Generator<Finding> {
  if (event.trim() !== event) yield { path, message: `"${event}" has a space at its beginning or end` };
  else if (/\p{Cc}/u.test(event)) yield { path, message: 'has a control character in it, such as a tab' };
}
