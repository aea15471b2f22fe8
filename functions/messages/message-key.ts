// What names a message everywhere: run, step and visit, as one text.

import type { Message } from '../../lib/ports.ts';

export function messageKey({ runId, stepId, visit }: Pick<Message, 'runId' | 'stepId' | 'visit'>): string {
  return `${runId}:${stepId}:${visit}`;
}
