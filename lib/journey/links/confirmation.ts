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

/**
 * What the link to confirm stands for, in a message of this run; undefined where nobody asked for a channel. A text message
 * has no room for telling which one it was.
 */
export function confirmClaims(
  { id, customerId, eventType, trigger }: RequestRun,
  stepId: string,
  visit: string,
): ConfirmClaims | undefined {
  const { channel, topic } = trigger;
  if (eventType !== CONSENT_REQUESTED || typeof channel !== 'string') return undefined;
  const message: Pick<ConfirmClaims, 'm'> = channel === 'sms' ? {} : { m: [id, stepId, visit] };
  return {
    t: 'd',
    c: customerId,
    ...message,
    ch: channel,
    ...(typeof topic === 'string' ? { tp: topic } : {}),
  };
}

/**
 * The event that a confirmed link becomes; undefined if the request no longer counts: its run ended unconfirmed, or is not
 * known. `runs` are those of the customer, in order of entry. `shown` is what the page said; what the form had said goes
 * before it. A request always makes an event of the same id, so that confirming twice is confirming once.
 */
export function confirmation(
  claims: ConfirmClaims,
  runs: readonly RequestRun[],
  at: number,
  shown: string,
): CustomerEvent | undefined {
  const run = runs.findLast((one) => isRequestOf(claims, one));
  if (!run) return undefined;
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

function isRequestOf({ c, m, ch, tp }: ConfirmClaims, run: RequestRun): boolean {
  const { channel, topic } = run.trigger;
  const isOfCustomer = run.customerId === c && run.eventType === CONSENT_REQUESTED;
  return (
    isOfCustomer && (m === undefined || m[0] === run.id) && channel === ch && (topic ?? undefined) === tp
  );
}
