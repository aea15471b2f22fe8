// Hop 7: takes a job from a channel's queue, decides, renders, claims the send, sends, records, answers the token.

import type { Catalog } from '../lib/journey/catalog.ts';
import type { ChannelName } from '../lib/journey/channels/index.ts';
import { deliverabilityOf } from '../lib/journey/deliverability/settings.ts';
import { PausedError, TerminalError, ThrottledError } from '../lib/journey/errors.ts';
import { isFrequencyAsked } from '../lib/journey/sending/caps.ts';
import type { StepFacts } from '../lib/journey/steps/facts.ts';
import { message as messageStep } from '../lib/journey/steps/message.ts';
import type { TemplateBundle } from '../lib/journey/templates/bundle.ts';
import type { Message, Ports, Run } from '../lib/ports.ts';
import { answer } from './messages/answer.ts';
import { type DeliverPorts, deliver, MAX_ATTEMPTS } from './messages/deliver.ts';
import type { SendingPorts } from './messages/deliverability.ts';
import { factsForMessage } from './messages/facts.ts';
import { countingOf, type KnownFrequency, readFrequency } from './messages/frequency.ts';
import { hold } from './messages/hold.ts';
import { type Job, JobSchema, jobBody } from './messages/job.ts';
import { pause } from './messages/pause.ts';
import { postpone } from './messages/postpone.ts';
import { byWhom, decidedStep, stayUnknown } from './messages/resent.ts';
import { settleLeftover } from './messages/settle.ts';
import { queueConsumer } from './middleware/queue.ts';
import { keepDecision, runOf } from './steps/decide.ts';

type SendPorts = DeliverPorts &
  SendingPorts &
  Pick<Ports, 'queues' | 'runs' | 'decisions' | 'runner' | 'templates' | 'frequencies'>;

/** Takes from one channel's queue. */
export function sendMessages(channel: ChannelName, ports: SendPorts, catalog: () => Catalog) {
  return queueConsumer(JobSchema, async (job, attempt) => {
    try {
      await settle(() => sendMessage(channel, ports, catalog(), job, attempt));
    } catch (error) {
      const isLater = isToBePaused(error, attempt);
      if (!(error instanceof Error)) throw error;
      if (job.resend && (isLater || attempt >= MAX_ATTEMPTS)) return putBack(ports, channel, job, error);
      if (!isLater && !(error instanceof TerminalError)) throw error;
      if (job.resend) return putBack(ports, channel, job, error);
      if (isLater) return settle(() => waitForSender(channel, ports, catalog(), job, error));
      // The run would wait for ever for a message that can never be made; so it fails instead.
      await ports.runner.fail(job.token, error.name, error.message);
    }
  });
}

/** A message that is sent again, and cannot be. */
async function putBack(ports: SendPorts, channel: ChannelName, job: Job, error: Error): Promise<void> {
  const run = await ports.runs.get(job.run.customerId, job.run.id);
  if (run) await stayUnknown(ports, job, messageOf(run, job, ports.clock.now(), '', channel), error.message);
}

/** Sending is paused; or so busy that the message's attempts are used up, and its queue would give it up soon. */
function isToBePaused(error: unknown, attempt: number): boolean {
  return error instanceof PausedError || (error instanceof ThrottledError && attempt >= MAX_ATTEMPTS);
}

/** How often a message is decided anew before its job goes back into the queue. */
const MOST_DECISIONS = 20;

/** Decides anew for as long as the customer's consent, or another message to them, comes between a decision and its claim. */
async function settle(decideAndDo: () => Promise<'done' | 'changed'>): Promise<void> {
  for (let nth = 1; nth <= MOST_DECISIONS; nth += 1) {
    if ((await decideAndDo()) === 'done') return;
  }
  throw new Error(
    `the customer's consent or frequency changed at each of ${MOST_DECISIONS} decisions; to be tried again`,
  );
}

async function waitForSender(
  channel: ChannelName,
  ports: SendPorts,
  catalog: Catalog,
  job: Job,
  error: Error,
): Promise<'done' | 'changed'> {
  const run = await runOf(ports, job.run);
  const asMessage = (now: number, reason: string) => messageOf(run, job, now, reason, channel);
  return pause(ports, catalog, run, job, channel, error, asMessage);
}

async function sendMessage(
  channel: ChannelName,
  ports: SendPorts,
  catalog: Catalog,
  job: Job,
  attempt: number,
): Promise<'done' | 'changed'> {
  const run = await runOf(ports, job.run);
  if (run.status !== 'active') {
    await settleLeftover(ports, job);
    return 'done';
  }
  const bundle = await ports.templates.get(job.templateHash);
  if (!bundle) throw new TerminalError(`template "${job.step.template}" (${job.templateHash}) is not kept`);
  const { facts, known, rules, decision, effect } = await decide(ports, catalog, run, job, bundle);

  if (effect.type === 'send' && effect.channel !== channel) {
    await ports.queues.put(effect.channel, jobBody(job));
    return 'done';
  }
  const message = messageOf(run, job, facts.now, decision.reason, channel);
  if (effect.type === 'postpone' && known) {
    const earlier = await settleLeftover(ports, job);
    if (earlier) await answer(ports, job, earlier);
    else if (job.resend) await stayUnknown(ports, job, message, `${decision.reason}, for now`);
    else await postpone(ports, known, run, job, { ...effect, reason: decision.reason }, facts.now);
    return 'done';
  }
  if (job.resend) await ports.unknownMessages.reopen(message, job.resend);
  if (effect.type === 'hold') {
    const held: Message = { ...message, channel: effect.channel, status: 'held' };
    return hold(ports, run, job, held, effect.passedOver, countingOf(rules, known, job, held));
  }
  if (effect.type !== 'send') throw new TerminalError(`step "${job.step.id}" decided to ${effect.type}`);
  const deliverability = deliverabilityOf(catalog);
  const { company } = catalog;
  const counting = countingOf(rules, known, job, message);
  const to = effect.address;
  const delivering = { job, run, bundle, facts, company, message, to, attempt, counting, deliverability };
  const sent = await deliver(ports, delivering);
  if (sent === 'changed') return sent;
  if (sent === 'ended') {
    await stayUnknown(ports, job, message, 'its run has ended');
    return 'done';
  }
  await keepDecision(ports, run, decidedStep(job), job.run.visit, facts.now, {
    kind: 'message',
    outcome: sent.status,
    reason: byWhom(job, sent.reason),
    detail: { channel, to: effect.address, passedOver: effect.passedOver },
  });
  await answer(ports, job, sent);
  return 'done';
}

async function decide(ports: SendPorts, catalog: Catalog, run: Run, job: Job, bundle: TemplateBundle) {
  const facts = await factsForMessage(ports, catalog, run, job.step, bundle);
  const rules = facts.sendingRules ?? null;
  const asCustomer = { ...catalog, sending: rules };
  let known = isFrequencyAsked(rules)
    ? await readFrequency(ports, asCustomer, run, job, facts.now)
    : undefined;
  let decided = decisionOn(job, facts, known);
  if (decided.effect.type === 'postpone' && !known) {
    // For how long it has waited is known only now that it is to wait.
    known = await readFrequency(ports, asCustomer, run, job, facts.now);
    decided = decisionOn(job, facts, known);
  }
  return { facts, known, rules, ...decided };
}

function decisionOn(job: Job, facts: StepFacts, known: KnownFrequency | undefined) {
  const decision = messageStep.decide?.(job.step, { ...facts, ...(known && { frequency: known.facts }) });
  const effect = decision?.effects[0];
  if (!decision || !effect) throw new TerminalError(`step "${job.step.id}" decided nothing`);
  return { decision, effect };
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
