// Claims a send, makes it, and records what became of it. A claim that a crash left open is never sent again: its
// outcome is unknown.

import { isObject, type JsonObject } from '../../lib/customer/json.ts';
import { OutcomeUnknownError, PausedError, RefusedError, ThrottledError } from '../../lib/journey/errors.ts';
import type { StepFacts } from '../../lib/journey/steps/facts.ts';
import type { TemplateBundle } from '../../lib/journey/templates/bundle.ts';
import { messageContext } from '../../lib/journey/templates/message-context.ts';
import { TemplateError } from '../../lib/journey/templates/problem.ts';
import { type RenderedMessage, renderMessage } from '../../lib/journey/templates/render.ts';
import { derivedAttributes } from '../../lib/journey/tiers.ts';
import type { Message, MessageStatus, Ports, Run, Sender } from '../../lib/ports.ts';
import { type FactPorts, triggerOfRun } from '../facts.ts';
import { type Job, jobBody } from './job.ts';

/** After this many attempts a message that cannot be sent has failed. */
export const MAX_ATTEMPTS = 12;

/** `sender` is that of the message's channel. */
export type DeliverPorts = FactPorts & Pick<Ports, 'clock' | 'unknownMessages'> & { sender: Sender };

export type Delivering = {
  job: Job;
  run: Run;
  bundle: TemplateBundle;
  facts: StepFacts;
  message: Message;
  to: string;
  attempt: number;
};

/** The message with its outcome, or undefined if the run has ended and nothing may be sent. Throws what is to be tried again. */
export async function deliver(ports: DeliverPorts, delivering: Delivering): Promise<Message | undefined> {
  const { job, message, to, attempt } = delivering;
  const content = await render(ports, delivering);
  const claim = await ports.messages.claim(message);
  if (claim === 'ended') return undefined;
  if (claim !== 'claimed') return settleEarlier(ports, job, claim);
  if (content instanceof TemplateError) return record(ports, message, 'failed', content.message, null);
  try {
    const key = `${message.runId}:${message.stepId}:${message.visit}`;
    await ports.sender.send({ to, content, key, purpose: job.step.purpose });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof RefusedError) return record(ports, message, 'failed', reason, content);
    if (error instanceof OutcomeUnknownError) return recordUnknown(ports, job, message, reason, content);
    // That too much is sent says nothing of the message, however often it was met.
    const isBusy = error instanceof PausedError || error instanceof ThrottledError;
    if (attempt >= MAX_ATTEMPTS && !isBusy) {
      return record(ports, message, 'failed', `gave up after ${attempt} attempts: ${reason}`, content);
    }
    await ports.messages.release(message);
    throw error;
  }
  return record(ports, message, 'sent', message.reason, content);
}

/** What an earlier attempt left: a bare claim means that it stopped between claiming and recording. */
async function settleEarlier(ports: DeliverPorts, job: Job, earlier: Message): Promise<Message> {
  if (earlier.status !== 'claimed') return earlier;
  return recordUnknown(ports, job, earlier, 'stopped between claiming and recording', null);
}

/** What an operator needs to have it sent again is kept first. */
async function recordUnknown(
  ports: DeliverPorts,
  job: Job,
  message: Message,
  reason: string,
  content: RenderedMessage | null,
): Promise<Message> {
  await ports.unknownMessages.keep(message, jobBody(job));
  return record(ports, message, 'unknown', reason, content);
}

async function record(
  ports: DeliverPorts,
  message: Message,
  status: MessageStatus,
  reason: string,
  content: RenderedMessage | null,
): Promise<Message> {
  const settled: Message = { ...message, status, reason };
  await ports.messages.record(settled, content);
  return settled;
}

async function render(ports: DeliverPorts, delivering: Delivering): Promise<RenderedMessage | TemplateError> {
  const { job, run, bundle, facts, message } = delivering;
  const matched = job.event === null ? undefined : await ports.timeline.get(run.customerId, job.event);
  const context = messageContext({
    profile: facts.profile,
    derived: derivedOf(facts),
    trigger: triggerOfRun(run),
    event: matched,
    webhook: facts.refs.webhook,
    journey: { ...job.journey, timezone: run.journeyZone },
    visit: job.run.visit,
    now: facts.now,
  });
  try {
    return renderMessage(bundle, message.channel, facts.profile.locale, context);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

function derivedOf(facts: StepFacts): JsonObject {
  const { customer } = facts.refs;
  if (!isObject(customer)) return {};
  const pairs = derivedAttributes.map((name) => [name, customer[name] ?? null] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== null));
}
