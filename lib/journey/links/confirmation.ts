// Double opt-in: the link that asks back, and what confirming it says. The run of the request tells what was asked for, and
// whether it still counts.

import type { CustomerEvent } from '../../customer/event.ts';
import { CONSENT_REQUESTED, SUBSCRIBED } from '../../customer/event-kinds.ts';
import type { JsonObject } from '../../customer/json.ts';
import type { LinkClaims } from './signed-link.ts';

/** The source of consent that was confirmed, in its evidence. */
export const DOUBLE_OPT_IN = 'double-opt-in';

export type ConfirmClaims = Extract<LinkClaims, { t: 'd' }>;

/** What a run tells of the request that began it. */
export type RequestRun = {
  id: string;
  customerId: string;
  eventType: string;
  trigger: JsonObject;
  status: string;
};

/** What the link to confirm stands for, in a message of this run; undefined where nobody asked for a channel. */
export function confirmClaims(
  { id, customerId, eventType, trigger }: RequestRun,
  stepId: string,
  visit: string,
): ConfirmClaims | undefined {
  const { channel, topic } = trigger;
  if (eventType !== CONSENT_REQUESTED || typeof channel !== 'string') return undefined;
  const of = { t: 'd' as const, c: customerId, m: [id, stepId, visit] satisfies [string, string, string] };
  return { ...of, ch: channel, ...(typeof topic === 'string' ? { tp: topic } : {}) };
}

/**
 * The event that a confirmed link becomes; undefined if the request no longer counts: its run is over, and was over
 * unconfirmed, or is not known. `shown` is what the page said; what the form had said goes before it. The same link always
 * makes the event of the same id, so that confirming twice is confirming once.
 */
export function confirmation(
  claims: ConfirmClaims,
  run: RequestRun | undefined,
  at: number,
  shown: string,
): CustomerEvent | undefined {
  if (!run || run.customerId !== claims.c || run.eventType !== CONSENT_REQUESTED) return undefined;
  if (run.status !== 'active' && run.status !== 'completed') return undefined;
  const { text, purpose } = run.trigger;
  const properties = {
    channel: claims.ch,
    ...(claims.tp === undefined ? {} : { topic: claims.tp }),
    source: DOUBLE_OPT_IN,
    ...(typeof purpose === 'string' ? { purpose } : {}),
    text: typeof text === 'string' ? `${text}\n${shown}` : shown,
  };
  const id = `${DOUBLE_OPT_IN}:${run.id}`;
  return { id, type: SUBSCRIBED, customerId: run.customerId, at, properties, depth: 0 };
}
