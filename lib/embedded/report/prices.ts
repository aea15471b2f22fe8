// What AWS charges, in US dollars, for what a replay counts. us-east-1, as published in November 2026; free tiers and
// volume discounts left out. Text messages are left out too: their price depends on the country.

/** Step Functions, Standard: per state transition. */
export const STATE_TRANSITION = 0.025 / 1000;
/** EventBridge: per custom event put on the bus. */
export const EVENT = 1 / 1_000_000;
/** SES: per e-mail sent. */
export const EMAIL = 0.1 / 1000;
/** Lambda: per invocation, without its duration. */
export const INVOCATION = 0.2 / 1_000_000;
/** SQS: per request; a message takes three: sent, received, deleted. */
export const QUEUE_REQUEST = 0.4 / 1_000_000;

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
