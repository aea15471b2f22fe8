// What names a send everywhere, to senders and under caps: run, step and visit, as one text.

import type { Message } from '../../lib/ports.ts';

export function sendKey({ runId, stepId, visit }: Pick<Message, 'runId' | 'stepId' | 'visit'>): string {
  return `${runId}:${stepId}:${visit}`;
}
