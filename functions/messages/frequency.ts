// How often the customer of a message was written to, and what of theirs waits: read for the decision, and kept with what
// came of it.

import type { Catalog } from '../../lib/journey/catalog.ts';
import { countedSince, isCounted, isTight } from '../../lib/journey/sending/caps.ts';
import {
  type Frequency,
  type FrequencyFacts,
  TURN,
  waitedBefore,
  without,
  withSend,
  withWaiting,
} from '../../lib/journey/sending/frequency.ts';
import { firstDecided } from '../../lib/journey/sending/patience.ts';
import { noSendingRules, type SendingRules } from '../../lib/journey/sending/sending-rules.ts';
import type { Effect } from '../../lib/journey/steps/decision.ts';
import type { Counting, Message, Ports, Run } from '../../lib/ports.ts';
import type { Job } from './job.ts';
import { sendKey } from './send-key.ts';

export type FrequencyPorts = Pick<Ports, 'frequencies' | 'runs'>;

/** As it is kept, and as the decision sees it. */
export type KnownFrequency = { kept: Frequency; revision: number; facts: FrequencyFacts };

export async function readFrequency(
  ports: FrequencyPorts,
  catalog: Catalog,
  run: Run,
  job: Job,
  now: number,
): Promise<KnownFrequency> {
  const { frequency: kept, revision } = await ports.frequencies.of(run.customerId);
  const key = sendKey({ runId: run.id, stepId: job.step.id, visit: job.run.visit });
  const waiting = [];
  for (const one of kept.waiting) {
    // What lost its turn bars nobody, so that nobody has to ask about its run.
    const isOpen = one.key === key || (one.until > now - TURN && (await isActive(ports, run, one.runId)));
    if (isOpen) waiting.push(one);
  }
  const priority = priorityOf(catalog, run);
  const facts = { sends: kept.sends, waiting, key, priority, isOutranked: false };
  const mayBeLast = isTight(catalog.sending ?? noSendingRules, kept, now) && !waitedBefore(facts);
  const isOutranked = mayBeLast && (await isOtherFirst(ports, catalog, run));
  return { kept, revision, facts: { ...facts, isOutranked } };
}

async function isActive(ports: FrequencyPorts, run: Run, runId: string): Promise<boolean> {
  if (runId === run.id) return true;
  return (await ports.runs.get(run.customerId, runId))?.status === 'active';
}

/** Whether the customer is in a journey of higher priority. */
async function isOtherFirst(ports: FrequencyPorts, catalog: Catalog, run: Run): Promise<boolean> {
  const priority = priorityOf(catalog, run);
  const isHigher = (journeyId: string) => priorityOf(catalog, { journeyId }) > priority;
  if (![...catalog.journeys.keys()].some(isHigher)) return false;
  const watching = await ports.runs.watching(run.customerId);
  return watching.some(({ status, journeyId }) => status === 'active' && isHigher(journeyId));
}

/** As the journeys stand now, for runs in flight as well: priorities are compared with each other. */
function priorityOf(catalog: Catalog, { journeyId }: Pick<Run, 'journeyId'>): number {
  return catalog.journeys.get(journeyId)?.journey.priority ?? 0;
}

/** What is kept together with the claim of a send; undefined where nothing changes by it. */
export function countingOf(
  sending: SendingRules | null,
  known: KnownFrequency | undefined,
  job: Job,
  message: Message,
): Counting | undefined {
  if (!known) return undefined;
  const { kept, revision, facts } = known;
  const { channel, at } = message;
  const { purpose } = job.step;
  if (sending && message.status === 'claimed' && isCounted(sending, purpose, channel)) {
    const send = { key: facts.key, channel, purpose, at };
    return { frequency: withSend(kept, send, countedSince(sending, at)), revision };
  }
  return waitedBefore(facts) && { frequency: without(kept, facts.key), revision };
}

/** Keeps that a message waits. */
export async function keepWaiting(
  ports: Pick<Ports, 'frequencies'>,
  known: KnownFrequency,
  run: Run,
  job: Job,
  { channels, until }: Pick<Extract<Effect, { type: 'postpone' }>, 'channels' | 'until'>,
  now: number,
): Promise<void> {
  const { key, priority } = known.facts;
  const since = firstDecided({ now, frequency: known.facts });
  const { purpose } = job.step;
  const message = { key, runId: run.id, channels, purpose, priority, since, until };
  await change(ports, run.customerId, known, (kept) => withWaiting(kept, message, now));
}

/** Gives the place of a message back that was counted and did not go out. */
export async function giveBack(ports: Pick<Ports, 'frequencies'>, message: Message): Promise<void> {
  const known = await ports.frequencies.of(message.customerId);
  const key = sendKey(message);
  if (!known.frequency.sends.some((send) => send.key === key)) return;
  await change(ports, message.customerId, { ...known, kept: known.frequency }, (kept) => without(kept, key));
}

const ATTEMPTS = 20;

async function change(
  { frequencies }: Pick<Ports, 'frequencies'>,
  customerId: string,
  known: { kept: Frequency; revision: number },
  next: (kept: Frequency) => Frequency,
): Promise<void> {
  let { kept, revision } = known;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await frequencies.keep(customerId, next(kept), revision)) return;
    ({ frequency: kept, revision } = await frequencies.of(customerId));
  }
  throw new Error(
    `what waits for customer ${customerId} changed at each of ${ATTEMPTS} attempts to keep it; to be tried again`,
  );
}
