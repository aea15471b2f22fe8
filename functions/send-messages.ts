// Hop 7: takes a job from a channel's queue, decides, renders, claims the send, sends, records, answers the token.

import type { Catalog } from '../lib/journey/catalog.ts';
import type { ChannelName } from '../lib/journey/channels/index.ts';
import { PausedError, TerminalError, ThrottledError } from '../lib/journey/errors.ts';
import { message as messageStep } from '../lib/journey/steps/message.ts';
import type { Message, Ports, Run } from '../lib/ports.ts';
import { answer } from './messages/answer.ts';
import { type DeliverPorts, deliver, MAX_ATTEMPTS } from './messages/deliver.ts';
import { factsForMessage } from './messages/facts.ts';
import { type Job, JobSchema, jobBody } from './messages/job.ts';
import { postpone } from './messages/postpone.ts';
import { queueConsumer } from './middleware/queue.ts';
import { keepDecision, runOf } from './steps/decide.ts';

type SendPorts = DeliverPorts & Pick<Ports, 'queues' | 'runs' | 'decisions' | 'runner' | 'templates'>;

/** Takes from one channel's queue. */
export function sendMessages(channel: ChannelName, ports: SendPorts, catalog: () => Catalog) {
  return queueConsumer(JobSchema, async (job, attempt) => {
    try {
      await sendMessage(channel, ports, catalog(), job, attempt);
    } catch (error) {
      const isLater = isToBePostponed(error, attempt);
      if (!(error instanceof Error) || !(isLater || error instanceof TerminalError)) throw error;
      // Nobody waits for a message that is sent again: it stays unknown, and the operator may try later.
      if (job.resend) return restore(ports, channel, job, error);
      if (isLater) return postpone(ports, job, error);
      // The run would wait for ever for a message that can never be made; so it fails instead.
      await ports.runner.fail(job.token, error.name, error.message);
    }
  });
}

/** Puts a message that could not be sent again back among the unknown ones. */
async function restore(ports: SendPorts, channel: ChannelName, job: Job, error: Error): Promise<void> {
  const run = await ports.runs.get(job.run.customerId, job.run.id);
  if (!run) return;
  const reason = `could not be sent again: ${error.message}`;
  await ports.unknownMessages.restore(messageOf(run, job, ports.clock.now(), reason, channel));
}

/** The run has ended. A message that was to be sent again is as unknown as it was. */
async function letBe(ports: SendPorts, job: Job, message: Message): Promise<void> {
  if (!job.resend) return;
  const reason = 'could not be sent again: its run has ended';
  await ports.unknownMessages.restore({ ...message, reason });
}

/** Sending is paused; or so busy that the message's attempts are used up, and its queue would give it up soon. */
function isToBePostponed(error: unknown, attempt: number): boolean {
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
  if (job.resend) await ports.unknownMessages.reopen(message, job.resend);
  const told = { kind: 'message' as const, reason: byWhom(job, decision.reason) };
  if (effect.type === 'hold') {
    const held: Message = { ...message, channel: effect.channel, status: 'held' };
    const claim = await ports.messages.claim(held);
    if (claim === 'ended') return letBe(ports, job, message);
    await keepDecision(ports, run, decided(job), job.run.visit, facts.now, {
      ...told,
      outcome: 'held',
      detail: { passedOver: effect.passedOver },
    });
    await answer(ports, job, claim === 'claimed' ? held : claim);
    return;
  }
  if (effect.type !== 'send') throw new TerminalError(`step "${job.step.id}" decided to ${effect.type}`);
  const sent = await deliver(ports, { job, run, bundle, facts, message, to: effect.address, attempt });
  if (!sent) return letBe(ports, job, message);
  await keepDecision(ports, run, decided(job), job.run.visit, facts.now, {
    kind: 'message',
    outcome: sent.status,
    reason: byWhom(job, sent.reason),
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

/** A decision about a message that is sent again stands beside the first. */
function decided({ step, resend }: Job): { id: string; type: string } {
  return resend ? { id: step.id, type: `resent ${resend}` } : step;
}

function byWhom({ resend }: Job, reason: string): string {
  return resend ? `resent by operator; ${reason}` : reason;
}
