// Hop 7: takes a job from a channel's queue, decides, renders, claims the send, sends, records, answers the token.

import * as z from 'zod';
import type { JsonObject } from '../lib/customer/json.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import type { ChannelName } from '../lib/journey/channels/index.ts';
import { PausedError, TerminalError, ThrottledError } from '../lib/journey/errors.ts';
import { MessageSchema, message as messageStep } from '../lib/journey/steps/message.ts';
import type { Message, Ports, Run } from '../lib/ports.ts';
import { answer } from './messages/answer.ts';
import { type DeliverPorts, deliver, MAX_ATTEMPTS } from './messages/deliver.ts';
import { factsForMessage } from './messages/facts.ts';
import { postpone } from './messages/postpone.ts';
import { queueConsumer } from './middleware/queue.ts';
import { keepDecision, runOf } from './steps/decide.ts';
import { RunArgumentSchema } from './steps/input.ts';

export const JobSchema = z.strictObject({
  run: RunArgumentSchema,
  journey: z.strictObject({ id: z.string(), name: z.record(z.string(), z.string()) }),
  step: MessageSchema.required({ id: true }),
  templateHash: z.string(),
  event: z.string().nullable(),
  token: z.string(),
});

export type Job = z.infer<typeof JobSchema>;

type SendPorts = DeliverPorts & Pick<Ports, 'queues' | 'runs' | 'decisions' | 'runner' | 'templates'>;

/** Takes from one channel's queue. */
export function sendMessages(channel: ChannelName, ports: SendPorts, catalog: () => Catalog) {
  return queueConsumer(JobSchema, async (job, attempt) => {
    try {
      await sendMessage(channel, ports, catalog(), job, attempt);
    } catch (error) {
      if (isToBePostponed(error, attempt)) return postpone(ports, job, error);
      // The run would wait for ever for a message that can never be made; so it fails instead.
      if (!(error instanceof TerminalError)) throw error;
      await ports.runner.fail(job.token, error.name, error.message);
    }
  });
}

/** Sending is paused; or so busy that the message's attempts are used up, and its queue would give it up soon. */
function isToBePostponed(error: unknown, attempt: number): error is Error {
  return error instanceof PausedError || (error instanceof ThrottledError && attempt >= MAX_ATTEMPTS);
}

async function sendMessage(
  channel: ChannelName,
  ports: SendPorts,
  catalog: Catalog,
  job: Job,
  attempt: number,
): Promise<void> {
  const run = await runOf(ports, job.run);
  if (run.status !== 'active') return;
  const bundle = await ports.templates.get(job.templateHash);
  if (!bundle) throw new TerminalError(`template "${job.step.template}" (${job.templateHash}) is not kept`);
  const facts = await factsForMessage(ports, catalog, run, bundle);
  const decision = messageStep.decide?.(job.step, facts);
  const effect = decision?.effects[0];
  if (!decision || !effect) throw new TerminalError(`step "${job.step.id}" decided nothing`);

  if (effect.type === 'send' && effect.channel !== channel) {
    await ports.queues.put(effect.channel, jobBody(job));
    return;
  }
  const message = messageOf(run, job, facts.now, decision.reason, channel);
  const told = { kind: 'message' as const, reason: decision.reason };
  if (effect.type === 'hold') {
    const held: Message = { ...message, channel: effect.channel, status: 'held' };
    const claim = await ports.messages.claim(held);
    if (claim === 'ended') return;
    await keepDecision(ports, run, job.step, job.run.visit, facts.now, {
      ...told,
      outcome: 'held',
      detail: { passedOver: effect.passedOver },
    });
    await answer(ports, job, claim === 'claimed' ? held : claim);
    return;
  }
  if (effect.type !== 'send') throw new TerminalError(`step "${job.step.id}" decided to ${effect.type}`);
  const { company } = catalog;
  const sent = await deliver(ports, {
    job,
    run,
    bundle,
    facts,
    company,
    message,
    to: effect.address,
    attempt,
  });
  if (!sent) return;
  await keepDecision(ports, run, job.step, job.run.visit, facts.now, {
    kind: 'message',
    outcome: sent.status,
    reason: sent.reason,
    detail: { channel, to: effect.address, passedOver: effect.passedOver },
  });
  await answer(ports, job, sent);
}

function messageOf(run: Run, job: Job, at: number, reason: string, channel: ChannelName): Message {
  return {
    customerId: run.customerId,
    runId: run.id,
    journeyId: run.journeyId,
    version: run.version,
    stepId: job.step.id,
    visit: job.run.visit,
    channel,
    template: job.step.template,
    status: 'claimed',
    reason,
    at,
  };
}

/** The job as it goes on to another channel's queue. */
function jobBody(job: Job): JsonObject {
  return JSON.parse(JSON.stringify(job));
}
