// What an operator does about messages of which nobody knows whether they went out: sends one once again, or lets it be.

import type { Catalog } from '../../lib/journey/catalog.ts';
import { parseMessageKey } from '../../lib/journey/message-key.ts';
import { message as messageStep } from '../../lib/journey/steps/message.ts';
import type { MessageKey, Ports, UnknownMessage } from '../../lib/ports.ts';
import type { FactPorts } from '../facts.ts';
import { keepDecision } from '../steps/decide.ts';
import type { SendingPorts } from './deliverability.ts';
import { factsForMessage } from './facts.ts';
import { giveBack } from './frequency.ts';
import { JobSchema, jobBody } from './job.ts';

export type UnknownPorts = FactPorts &
  SendingPorts &
  Pick<Ports, 'clock' | 'runs' | 'templates' | 'queues' | 'decisions' | 'unknownMessages' | 'frequencies'>;

/** What became of it, or why nothing did, in a sentence. */
export type Resolved = { done: string } | { refused: string };

const BY_OPERATOR = 'dropped by operator';

/**
 * Sends a message once more, under its key. It is decided now, and again by whoever sends it: the run has to be active,
 * and what forbids a message forbids this one.
 */
export async function resendMessage(ports: UnknownPorts, catalog: Catalog, key: string): Promise<Resolved> {
  const found = await find(ports, key);
  if ('refused' in found) return found;
  const { message, job: kept, resends } = found;
  if (!kept) return { refused: `what it takes to send ${key} again was not kept; drop it` };
  const job = JobSchema.parse(kept);
  const run = await ports.runs.get(message.customerId, message.runId);
  if (run?.status !== 'active') return { refused: `the run of ${key} has ended, so nothing is sent for it` };
  const bundle = await ports.templates.get(job.templateHash);
  if (!bundle) return { refused: `the template of ${key} is not kept any more; drop it` };
  const decision = messageStep.decide?.(
    job.step,
    await factsForMessage(ports, catalog, run, job.step, bundle),
  );
  const effect = decision?.effects[0];
  if (effect?.type !== 'send') {
    return { refused: `${key} may not go out now: ${decision?.reason ?? 'nothing was decided'}` };
  }
  await ports.queues.put(effect.channel, jobBody({ ...job, resend: resends + 1 }));
  return { done: `${key} is sent again by ${effect.channel}` };
}

/** Notes that a message is taken not to have gone out. */
export async function dropMessage(ports: UnknownPorts, key: string): Promise<Resolved> {
  const found = await find(ports, key);
  if ('refused' in found) return found;
  const { message } = found;
  if (!(await ports.unknownMessages.drop(message, BY_OPERATOR))) return notUnknown(key);
  await giveBack(ports, message);
  const run = await ports.runs.get(message.customerId, message.runId);
  if (run) {
    const step = { id: message.stepId, type: 'dropped' };
    const told = { kind: 'message' as const, outcome: 'failed', reason: BY_OPERATOR, detail: null };
    await keepDecision(ports, run, step, message.visit, ports.clock.now(), told);
  }
  return { done: `${key} is dropped` };
}

async function find(
  { unknownMessages }: Pick<Ports, 'unknownMessages'>,
  written: string,
): Promise<UnknownMessage | { refused: string }> {
  const key: MessageKey | undefined = parseMessageKey(written);
  if (!key) return { refused: `"${written}" is no key of a message; copy one from the list` };
  return (await unknownMessages.get(key)) ?? notUnknown(written);
}

function notUnknown(key: string): { refused: string } {
  return { refused: `there is no message ${key} of which nobody knows what became of it` };
}
