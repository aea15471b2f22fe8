// "Did you mean": the allowed name nearest to what was written, by letters, by its beginning, or by what others call it.

import { nearestName } from '../../customer/nearest-name.ts';

/** What people write who come from other tools. */
const otherNames: Record<string, readonly string[]> = {
  eq: ['=', '==', '===', 'equals', 'equal', 'is'],
  ne: ['!=', '<>', 'not', 'neq', 'isNot'],
  gt: ['>', 'greaterThan', 'above', 'moreThan'],
  gte: ['>=', 'min', 'atLeast'],
  lt: ['<', 'lessThan', 'below'],
  lte: ['<=', 'max', 'atMost'],
  in: ['oneOf', 'anyOf'],
  exists: ['isSet', 'present'],
  all: ['and'],
  any: ['or'],
  branch: ['if', 'condition', 'switch', 'decision'],
  wait: ['delay', 'sleep', 'pause'],
  waitFor: ['waitUntil', 'listen'],
  message: ['send', 'email', 'sms', 'push', 'notify'],
  split: ['abTest', 'ab', 'random', 'experiment'],
  repeat: ['loop', 'for', 'while'],
  update: ['set', 'setAttribute'],
  emit: ['event', 'track', 'publish'],
  webhook: ['http', 'request', 'post', 'call'],
  start: ['startJourney', 'enter'],
  exit: ['end', 'stop', 'leave'],
  email: ['mail'],
  sms: ['text', 'textMessage'],
  push: ['app', 'notification'],
  for: ['duration', 'delay', 'time'],
  timeout: ['within', 'deadline', 'maxWait'],
  channel: ['channels', 'via'],
  template: ['content', 'body'],
};

export function suggest(written: string, names: readonly string[]): string | undefined {
  return nearestName(written, names) ?? byOtherName(written, names) ?? byBeginning(written, names);
}

function byOtherName(written: string, names: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  return names.find((name) => otherNames[name]?.some((other) => other.toLowerCase() === lower));
}

function byBeginning(written: string, names: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  if (lower.length < 3) return undefined;
  return names.find((name) => {
    const known = name.toLowerCase();
    return known.length >= 3 && (lower.startsWith(known) || known.startsWith(lower));
  });
}

/** The zone nearest to what was written; a city alone is enough. */
export function suggestZone(written: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone');
  const city = written.trim().replaceAll(' ', '_').toLowerCase();
  return (
    zones.find((zone) => zone.toLowerCase() === city || zone.toLowerCase().endsWith(`/${city}`)) ??
    nearestName(written, zones)
  );
}
