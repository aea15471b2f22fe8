// What is said of the starting event, and of events elsewhere, names properties that events.json gives them.

import { isObject } from '../../customer/json.ts';
import { declaredProperties, declaredType } from '../declared-events.ts';
import { ReferenceSchema } from '../reference.ts';
import type { Check, Subject } from './check.ts';
import { placedLeaves, walkValues } from './places.ts';
import type { Finding, Path } from './problem.ts';
import { suggest } from './suggest.ts';

export const references: Check = function* (subject) {
  for (const { value, path } of walkValues(subject.journey)) {
    if (!isObject(value) || typeof value.ref !== 'string' || Object.keys(value).length > 1) continue;
    const here = [...path, 'ref'];
    if (!ReferenceSchema.safeParse(value).success) {
      const message = `"${value.ref}" is no reference; write "customer.<attribute>", "trigger.<property>" or "webhook.<step>.<field>"`;
      yield { path: here, message };
    } else if (value.ref.startsWith('trigger.')) {
      yield* unknownProperty(subject, subject.triggerEvent, value.ref.slice('trigger.'.length), here);
    }
  }
  for (const { condition, path } of subject.conditions.flatMap((one) => [...placedLeaves(one)])) {
    if ('trigger' in condition) {
      yield* neverMatches(subject, subject.triggerEvent, condition.trigger, [...path, 'trigger']);
    }
    if ('event' in condition) {
      const asked = Object.keys(condition.where ?? {}).map((name) => ({
        name,
        path: [...path, 'where', name],
      }));
      if (condition.sum) asked.push({ name: condition.sum.property, path: [...path, 'sum', 'property'] });
      for (const one of asked) yield* neverMatches(subject, condition.event, one.name, one.path);
    }
  }
  for (const { pattern, path } of subject.patterns) {
    for (const name of Object.keys(pattern.where ?? {})) {
      yield* neverMatches(subject, pattern.event, name, [...path, 'where', name]);
    }
  }
  const by = subject.journey.concurrent?.by;
  if (by !== undefined) yield* neverMatches(subject, subject.triggerEvent, by, ['concurrent', 'by']);
};

function* unknownProperty(subject: Subject, event: string, name: string, path: Path): Generator<Finding> {
  const properties = declaredProperties(subject.context.events, event);
  if (!properties || declaredType(properties, name) !== undefined) return;
  const allowed = Object.keys(properties);
  const near = suggest(name, allowed);
  yield {
    path,
    message: `events.json gives ${event} no property "${name}"`,
    allowed,
    ...(near === undefined ? {} : { didYouMean: near }),
  };
}

/** A property that an event does not declare can still come, and so it is only a warning. */
function* neverMatches(subject: Subject, event: string, name: string, path: Path): Generator<Finding> {
  for (const finding of unknownProperty(subject, event, name, path)) {
    yield { ...finding, message: `${finding.message}, so this may never match`, severity: 'warning' };
  }
}
