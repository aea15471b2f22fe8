// The fates of a message after it was sent: those that feedback tells, and those that follow from them.

import type { Fate } from '../condition/condition.ts';
import type { Feedback } from './feedback.ts';

/** What is noted of a message, once each. Journeys cannot ask for complaints: whoever complained gets nothing more. */
export const notedFates = ['delivered', 'opened', 'clicked', 'bounced', 'complained'] as const;

export type NotedFate = (typeof notedFates)[number];

/** The fate to note; undefined where there is none, or a program opened or clicked in the place of a person. */
export function fateOf({ kind, machine }: Feedback): NotedFate | undefined {
  if (machine && (kind === 'opened' || kind === 'clicked')) return undefined;
  return notedFates.find((fate) => fate === kind);
}

/** What else is true of a message: who clicked has opened it, pictures or not, and what was opened was delivered. */
const follows: { [fate in NotedFate]?: readonly Fate[] } = {
  clicked: ['opened', 'delivered'],
  opened: ['delivered'],
};

/** The fates that a journey may ask for, of one that was noted. */
export function askableFates(noted: NotedFate): readonly Fate[] {
  return noted === 'complained' ? [] : [noted, ...(follows[noted] ?? [])];
}
