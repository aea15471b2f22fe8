// A customer's story: what happened, what was decided, and why, in the order in which it happened.

import { formatInstant } from '../../customer/time.ts';
import type { DecisionRecord } from '../../ports.ts';

export type StoryLine = { at: string; journey: string; what: string; why: string };

/** The lines of a story. Decisions that changed nothing for the customer are told, too, unless `brief` is set. */
export function tellStory(decisions: readonly DecisionRecord[], brief = false): StoryLine[] {
  return decisions
    .filter((decision) => !brief || matters(decision))
    .map((decision) => ({
      at: formatInstant(decision.at),
      journey: decision.journeyId,
      what: whatHappened(decision),
      why: decision.reason,
    }));
}

function matters({ kind, outcome }: DecisionRecord): boolean {
  return kind !== 'entry' || outcome !== 'did not enter';
}

function whatHappened(decision: DecisionRecord): string {
  const step = decision.stepId === null ? '' : ` ${decision.stepId}${roundOf(decision)}`;
  switch (decision.kind) {
    case 'entry':
      return decision.outcome;
    case 'message':
      return `message${step} ${decision.outcome}${channelOf(decision)}`;
    case 'end':
      return `left: ${decision.outcome}`;
    case 'convert':
      return 'converted';
    case 'step':
      return `step${step}`;
  }
}

function roundOf({ visit }: DecisionRecord): string {
  return visit === null || visit === '1' ? '' : ` (round ${visit})`;
}

function channelOf({ detail }: DecisionRecord): string {
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) return '';
  const passed = Array.isArray(detail.passedOver) ? detail.passedOver : [];
  const others = passed.map((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? `not ${one.channel}: ${one.reason}` : '',
  );
  const by = typeof detail.channel === 'string' ? ` by ${detail.channel}` : '';
  return `${by}${others.length > 0 ? ` (${others.join('; ')})` : ''}`;
}
