// Which function performs which effect of a step. A new kind of effect does not compile until it stands here.

import { TerminalError } from '../lib/journey/errors.ts';
import type { Decision, Effect } from '../lib/journey/steps/decision.ts';

const performers = {
  send: 'send-messages',
  hold: 'send-messages',
  postpone: 'send-messages',
  update: 'update-profile',
  emit: 'emit-event',
  start: 'emit-event',
  call: 'call-webhook',
} as const satisfies Record<Effect['type'], string>;

export type Performer = (typeof performers)[keyof typeof performers];

/** Refuses effects that this function may not perform: they would be lost without a word. */
export function requirePerformed(decision: Decision, by: Performer | 'decide-step'): void {
  const stray = decision.effects.find((effect) => performers[effect.type] !== by);
  if (stray)
    throw new TerminalError(`${by} does not perform "${stray.type}"; ${performers[stray.type]} does`);
}
