// A customer's story: what happened, what was decided, and why, in the order in which it happened.

import type { TimelineEvent } from '../../customer/event.ts';
import { isObject, type Json } from '../../customer/json.ts';
import type { DecisionRecord } from '../../ports.ts';
import { withLocalMoments } from './local-moment.ts';
import { type Said, saidIn } from './said.ts';

/** `at` in ms; `journey` is null for what the customer did. */
export type StoryLine = { at: number; journey: string | null; text: string };

export type StoryParts = {
  decisions: readonly DecisionRecord[];
  /** What the customer did, to be told in between. */
  events?: readonly TimelineEvent[];
  said: Said;
  /** In whose local time the moments of the story are told. */
  zone: string;
  /** Leaves out the decisions that changed nothing for the customer. */
  brief?: boolean;
};

export function tellStory({ decisions, events = [], said, zone, brief = false }: StoryParts): StoryLine[] {
  const decided = decisions
    .filter((decision) => !brief || matters(decision))
    .map((decision) => ({
      at: decision.at,
      journey: decision.journeyId,
      text: withLocalMoments(textOf(decision, saidIn(said, decision)), zone),
    }));
  const done = events.map((event) => ({ at: event.at, journey: null, text: doneText(event) }));
  // Stable: of one moment, first what the customer did, and then what followed from it.
  return [...done, ...decided].sort((a, b) => a.at - b.at);
}

function matters({ kind, outcome }: DecisionRecord): boolean {
  return kind !== 'entry' || outcome !== 'did not enter';
}

function textOf(decision: DecisionRecord, said: string | undefined): string {
  const { kind, outcome, reason } = decision;
  const step = `${decision.stepId}${roundOf(decision)}`;
  switch (kind) {
    case 'entry':
      return outcome === 'entered' ? reason : `${outcome}: ${reason}`;
    case 'message':
      return `${step}: ${channelOf(decision.detail)}${outcome}${said === undefined ? '' : ` “${said}”`} (${whyOf(decision)})`;
    case 'end':
      return `left, ${outcome}: ${reason}`;
    case 'redrive':
      return `redriven: ${reason}`;
    case 'convert':
      return `converted: ${reason}`;
    case 'step':
      return `${step}: ${reason}`;
  }
}

function roundOf({ visit }: DecisionRecord): string {
  return visit === null || visit === '1' ? '' : `, round ${visit}`;
}

function channelOf(detail: Json): string {
  return isObject(detail) && typeof detail.channel === 'string' ? `${detail.channel} ` : '';
}

/** The reason, with the channels that were passed over; of a message held back these are the whole reason. */
function whyOf({ detail, reason }: DecisionRecord): string {
  const passed = isObject(detail) && Array.isArray(detail.passedOver) ? detail.passedOver : [];
  const others = passed.filter(isObject).map((one) => `not by ${one.channel}: ${one.reason}`);
  if (others.length === 0) return reason;
  return (channelOf(detail) === '' ? others : [reason, ...others]).join('; ');
}

const MOST_PROPERTIES = 3;

/** "order.placed, total 59.9": the event with its first few simple properties. */
function doneText({ type, properties }: TimelineEvent): string {
  const simple = Object.entries(properties).filter(([, value]) => isSimple(value));
  return [type, ...simple.slice(0, MOST_PROPERTIES).map(([name, value]) => `${name} ${value}`)].join(', ');
}

function isSimple(value: Json): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
