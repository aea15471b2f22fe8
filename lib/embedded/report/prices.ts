// What a replay's work would cost on AWS, in US dollars, by what a replay counts: us-east-1, e-mail à la carte. Text
// messages, Lambda's time and DynamoDB are left out; `milepost cost` has them.

import { each, prices } from '../../journey/cost/prices.ts';

const { transition, event, invocation, queueRequest, email } = prices['us-east-1'];

/** Step Functions, Standard: per state transition. */
export const STATE_TRANSITION = each(transition);
/** EventBridge: per custom event put on the bus. */
export const EVENT = each(event);
/** SES: per e-mail sent. */
export const EMAIL = each(email['a-la-carte']);
/** Lambda: per invocation, without its duration. */
export const INVOCATION = each(invocation);
/** SQS: per request; a message takes three: sent, received, deleted. */
export const QUEUE_REQUEST = each(queueRequest);

export type Cost = {
  stepFunctions: number;
  eventBridge: number;
  lambda: number;
  sqs: number;
  ses: number;
  total: number;
};

/** `invocations` and `queued` are calls of functions and jobs in queues; all counts whole numbers. */
export function costOf(counts: {
  transitions: number;
  events: number;
  invocations: number;
  queued: number;
  emails: number;
}): Cost {
  const parts = {
    stepFunctions: counts.transitions * STATE_TRANSITION,
    eventBridge: counts.events * EVENT,
    lambda: counts.invocations * INVOCATION,
    sqs: counts.queued * 3 * QUEUE_REQUEST,
    ses: counts.emails * EMAIL,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0);
  const rounded = Object.entries({ ...parts, total }).map(([name, dollars]) => [name, round(dollars)]);
  return Object.fromEntries(rounded) as Cost;
}

/** To a hundredth of a cent. */
function round(dollars: number): number {
  return Math.round(dollars * 10_000) / 10_000;
}
