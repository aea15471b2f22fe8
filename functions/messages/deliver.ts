// Claims a send, makes it, and records what became of it. A claim that a crash left open is never sent again: its
// outcome is unknown.

import { consentText } from '../../lib/customer/consent-text.ts';
import { isObject, type JsonObject } from '../../lib/customer/json.ts';
import type { Deliverability } from '../../lib/journey/deliverability/settings.ts';
import {
  NoSuchAddressError,
  OutcomeUnknownError,
  PausedError,
  RefusedError,
  ThrottledError,
} from '../../lib/journey/errors.ts';
import type { StepFacts } from '../../lib/journey/steps/facts.ts';
import type { TemplateBundle } from '../../lib/journey/templates/bundle.ts';
import type { Company } from '../../lib/journey/templates/company.ts';
import { type MessageLinks, messageContext } from '../../lib/journey/templates/message-context.ts';
import { TemplateError } from '../../lib/journey/templates/problem.ts';
import { type RenderedMessage, renderMessage } from '../../lib/journey/templates/render.ts';
import { derivedAttributes } from '../../lib/journey/tiers.ts';
import type { ClaimCondition, Counting, Message, Ports, Run, Sender } from '../../lib/ports.ts';
import { type FactPorts, triggerOfRun } from '../facts.ts';
import { countSent, noteRefusedAddress } from './deliverability.ts';
import { giveBack } from './frequency.ts';
import type { Job } from './job.ts';
import { linksOf } from './links.ts';
import { sendKey } from './send-key.ts';
import { record, recordUnknown, settleEarlier } from './settle.ts';
import { isTrackable, type Track } from './trackable.ts';

/** After this many attempts a message that cannot be sent has failed. */
export const MAX_ATTEMPTS = 12;

/** `sender` is that of the message's channel. */
export type DeliverPorts = FactPorts &
  Pick<
    Ports,
    'clock' | 'runs' | 'links' | 'frequencies' | 'rates' | 'pauses' | 'suppressions' | 'unknownMessages'
  > & {
    sender: Sender;
    track?: Track;
  };

export type Delivering = {
  job: Job;
  run: Run;
  bundle: TemplateBundle;
  facts: StepFacts;
  company: Company | null;
  message: Message;
  to: string;
  attempt: number;
  /** What is kept of how often the customer was written to, if the send is claimed. */
  counting: Counting | undefined;
  deliverability: Deliverability;
};

/**
 * The message with its outcome; `ended` if the run has and nothing may be sent, `changed` if what it was decided from is no
 * longer so. Throws what is to be tried again.
 */
export async function deliver(
  ports: DeliverPorts,
  delivering: Delivering,
): Promise<Message | 'ended' | 'changed'> {
  const { job, message, to, attempt, counting } = delivering;
  const links = await linksOf(ports, delivering);
  const content = await render(ports, delivering, links);
  const claim = await ports.messages.claim(message, conditionOf(delivering));
  if (claim === 'ended' || claim === 'changed') return claim;
  if (claim !== 'claimed') return settleEarlier(ports, job, claim);
  const fail = async (reason: string, said: RenderedMessage | null) => {
    const failed = await record(ports, message, 'failed', reason, said);
    if (counting) await giveBack(ports, message);
    return failed;
  };
  if (content instanceof TemplateError) return fail(content.message, null);
  try {
    const key = sendKey(message);
    const { purpose } = job.step;
    const isTracked = isTrackable(job.step, delivering.facts.profile);
    const { customerId, runId: run, stepId: step, visit } = message;
    const unsubscribing =
      purpose === 'marketing' && message.channel === 'email' ? { unsubscribeUrl: links.unsubscribe } : {};
    await ports.sender.send({
      to,
      content: isTracked && ports.track ? await ports.track(content, message) : content,
      key,
      purpose,
      message: { customerId, run, step, visit },
      isTracked,
      untracked: [links.unsubscribe, links.preferences],
      ...unsubscribing,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof RefusedError) {
      const failed = await fail(reason, content);
      // Only now: were the address suppressed first, another attempt would hold the message, and not know of this one.
      if (error instanceof NoSuchAddressError) await noteRefusedAddress(ports, delivering);
      return failed;
    }
    if (error instanceof OutcomeUnknownError) return recordUnknown(ports, job, message, reason, content);
    // That too much is sent says nothing of the message, however often it was met.
    const isBusy = error instanceof PausedError || error instanceof ThrottledError;
    if (attempt >= MAX_ATTEMPTS && !isBusy) {
      return fail(`gave up after ${attempt} attempts: ${reason}`, content);
    }
    await ports.messages.release(message);
    // One that is sent again may have gone out before, and keeps its place.
    if (counting && !job.resend) await giveBack(ports, message);
    throw error;
  }
  const sent = await record(ports, message, 'sent', message.reason, content);
  await countSent(ports, delivering.run, job.step, message.at);
  return sent;
}

/** A withdrawal between the decision and the claim must not slip through. Transactional messages ask for no consent. */
function conditionOf({ job, facts, counting }: Delivering): ClaimCondition {
  if (job.step.purpose === 'transactional') return { counting };
  return { counting, consent: consentText(facts.profile) };
}

async function render(
  ports: DeliverPorts,
  delivering: Delivering,
  links: MessageLinks,
): Promise<RenderedMessage | TemplateError> {
  const { job, run, bundle, facts, company, message } = delivering;
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
    links,
    company: company ?? undefined,
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
