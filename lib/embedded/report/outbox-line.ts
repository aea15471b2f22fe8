// One line of the outbox: a message decision, as `--outbox` writes it.

import { formatInstant } from '../../customer/time.ts';
import type { Message } from '../../ports.ts';

export type OutboxLine = {
  at: string;
  customerId: string;
  journey: string;
  version: string;
  run: string;
  step: string;
  /** The round of the enclosing repeat, from 1; "outer.inner" inside several. */
  visit: number | string;
  channel: string;
  template: string;
  status: string;
  reason: string;
};

export function outboxLine(message: Message): OutboxLine {
  return {
    at: formatInstant(message.at),
    customerId: message.customerId,
    journey: message.journeyId,
    version: message.version,
    run: message.runId,
    step: message.stepId,
    visit: visitOf(message.visit),
    channel: message.channel,
    template: message.template,
    status: message.status,
    reason: message.reason,
  };
}

function visitOf(visit: string): number | string {
  return /^\d+$/.test(visit) ? Number(visit) : visit;
}
