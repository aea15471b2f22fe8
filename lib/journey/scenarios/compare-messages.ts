// The messages that a scenario expects beside those that there were: each is paired with the one that was most likely
// meant, and what differs is told in words.

import type { PlannedMessage } from './plan.ts';
import { dayAndTime, dayOf, type Place, timeOf } from './words.ts';

/** A decided message: `status` is sent, held, failed or unknown; `said` is all its text, empty if nothing was said. */
export type ActualMessage = {
  template: string;
  channel: string;
  at: number;
  status: string;
  reason: string;
  said: string;
};

type Likeness = (expected: PlannedMessage, actual: ActualMessage) => boolean;

const isSo: Likeness = (expected, { status }) => status === (expected.held === undefined ? 'sent' : 'held');

/** From the very message down to one that at least has the same template. */
const likenesses: readonly Likeness[] = [
  (expected, actual) =>
    isSo(expected, actual) && actual.channel === expected.channel && actual.at === expected.moment,
  (expected, actual) => isSo(expected, actual) && actual.channel === expected.channel,
  isSo,
  () => true,
];

/** A sentence for each difference, in order of time; none if all is as expected. Unexpected messages count if sent. */
export function compareMessages(
  expected: readonly PlannedMessage[],
  actual: readonly ActualMessage[],
  place: Place,
): string[] {
  const found = pair(expected, actual);
  const told = expected.map((one) => ({ at: one.moment, text: differenceOf(one, found.get(one), place) }));
  const paired = new Set(found.values());
  const others = actual.filter((one) => one.status === 'sent' && !paired.has(one));
  const unexpected = others.map((one) => ({
    at: one.at,
    text: `${one.template} was sent by ${one.channel} on ${dayAndTime(one.at, place)} (${place.zone}), and not expected`,
  }));
  return [...told, ...unexpected]
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .filter((text) => text !== undefined);
}

function pair(
  expected: readonly PlannedMessage[],
  actual: readonly ActualMessage[],
): Map<PlannedMessage, ActualMessage> {
  const pairs = new Map<PlannedMessage, ActualMessage>();
  const left = new Set(actual);
  for (const alike of likenesses) {
    for (const one of expected) {
      if (pairs.has(one)) continue;
      const distance = (other: ActualMessage) => Math.abs(other.at - one.moment);
      const nearest = [...left]
        .filter((other) => other.template === one.template && alike(one, other))
        .sort((a, b) => distance(a) - distance(b))[0];
      if (!nearest) continue;
      pairs.set(one, nearest);
      left.delete(nearest);
    }
  }
  return pairs;
}

function differenceOf(
  expected: PlannedMessage,
  actual: ActualMessage | undefined,
  place: Place,
): string | undefined {
  const { template, channel, moment, held, says } = expected;
  const when = `on ${dayAndTime(moment, place)} (${place.zone})`;
  const wish = `expected ${template} by ${channel} ${when}${held === undefined ? '' : ` to be held: ${held}`}`;
  if (!actual) return `${wish}, but ${held === undefined ? 'it was not sent' : 'it was not even tried'}`;
  const moved = movedTo(expected, actual, place);
  if (!isSo(expected, actual)) {
    const why = actual.status === 'sent' ? '' : `: ${actual.reason}`;
    return `${wish}, but it was ${actual.status}${moved}${why}`;
  }
  if (held !== undefined && actual.reason !== held)
    return `${wish}, but it was held${moved}: ${actual.reason}`;
  if (moved !== '') return `${wish}, but it ${held === undefined ? 'came' : 'was held'}${moved}`;
  if (says === undefined || actual.said.includes(says)) return undefined;
  const said = actual.said.replaceAll(/\s+/g, ' ').trim();
  return `${template} by ${channel} ${when} does not say “${says}”; it says “${shortened(said)}”`;
}

/** " by sms on 6 March at 11:00": only what is not as expected, and the day only if it is another. */
function movedTo(expected: PlannedMessage, actual: ActualMessage, place: Place): string {
  const by = actual.channel === expected.channel ? '' : ` by ${actual.channel}`;
  if (actual.at === expected.moment) return by;
  const isSameDay = dayOf(actual.at, place) === dayOf(expected.moment, place);
  return `${by}${isSameDay ? ` at ${timeOf(actual.at, place.zone)}` : ` on ${dayAndTime(actual.at, place)}`}`;
}

const LONGEST = 200;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
}
