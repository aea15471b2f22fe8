// What was said to a customer, in a line for each message: the subject of an e-mail, the words of a text.

import type { DecisionRecord } from '../../ports.ts';
import type { DecidedMessage } from '../stores/messages.ts';

/** By run, step and visit. */
export type Said = ReadonlyMap<string, string>;

const LONGEST = 50;

/** What was said to a customer, out of all messages. */
export function saidTo(customerId: string, messages: Iterable<DecidedMessage>): Said {
  const said = new Map<string, string>();
  for (const { message, content } of messages) {
    if (message.customerId !== customerId || !content) continue;
    const line = content.subject ?? content.title ?? content.body;
    said.set(keyOf(message), shortened(line.replaceAll(/\s+/g, ' ').trim()));
  }
  return said;
}

export function saidIn(said: Said, { runId, stepId, visit }: DecisionRecord): string | undefined {
  return runId === null || stepId === null || visit === null
    ? undefined
    : said.get(keyOf({ runId, stepId, visit }));
}

function keyOf({ runId, stepId, visit }: { runId: string; stepId: string; visit: string }): string {
  return JSON.stringify([runId, stepId, visit]);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text;
}
