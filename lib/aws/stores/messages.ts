// The messages of runs: each claimed before it is sent, so that no crash sends it twice. What was said in one is an
// item of its own, compressed: it is long, and nothing that a journey does asks for it.

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Fate } from '../../journey/condition/condition.ts';
import { askableFates, type NotedFate } from '../../journey/deliverability/fates.ts';
import type { Periods } from '../../journey/retention.ts';
import type { RenderedMessage } from '../../journey/templates/render.ts';
import type { Message, MessageKey, MessageStatus, Messages } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { ifAgreed } from './consents.ts';
import { expiresAfter, expiresAfterRuns } from './expiry.ts';
import { keepFrequency } from './frequencies.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import { counting } from './rates.ts';
import { ifActive } from './runs.ts';
import type { Write } from './write.ts';

const compress = promisify(gzip);

export function createMessages(table: Table, { contents }: Periods): Messages {
  async function keepContent(message: Message, content: RenderedMessage): Promise<void> {
    const written = await compress(JSON.stringify(content));
    await table.write({
      put: {
        ...keyOfContent(message),
        content: written,
        ...expiresAfterRuns(message.at),
        ...expiresAfter(contents, message.at),
      },
    });
  }

  return {
    claim: (message, { consent, counting } = {}) =>
      untilSettled(`claiming the message of run ${message.runId} in step ${message.stepId}`, async () => {
        const { customerId, runId, at } = message;
        const agreed = consent === undefined ? [] : [ifAgreed(customerId, consent)];
        const counted = counting ? [keepFrequency(customerId, counting, at)] : [];
        const claim: Write = { put: itemOfMessage(message), if: 'absent' };
        const refused = await table.writeAll([claim, ifActive(customerId, runId), ...agreed, ...counted]);
        if (refused.length === 0) return 'claimed';
        const known = await table.get(keyOfMessage(message));
        if (known) return toMessage(known);
        if (refused.includes(1)) return 'ended';
        return refused.some((write) => write > 1) ? 'changed' : undefined;
      }),

    async get(key) {
      const item = await table.get(keyOfMessage(key));
      return item && toMessage(item);
    },

    async record(message, content) {
      // What was said comes first: once a message is recorded, nobody would say it again.
      if (content) await keepContent(message, content);
      const recorded = await table.write({
        set: { message: JSON.stringify(message), status: message.status },
        of: keyOfMessage(message),
        if: 'present',
      });
      if (!recorded)
        throw new Error(`The message of run ${message.runId} in step ${message.stepId} was never claimed.`);
    },

    async release(message) {
      await table.write({ remove: keyOfMessage(message), if: { status: 'claimed' } });
    },

    async noteFate({ fate, at, counts, journeyId, ...message }) {
      const item = { ...keyOfFate(message, fate), stepId: message.stepId, fate, at, ...expiresAfterRuns(at) };
      const note: Write = { put: item, if: 'absent' };
      if (!counts) return table.write(note);
      const key = keyOf(message.customerId, message.runId, message.stepId, message.visit);
      return (await table.writeAll([note, counting(journeyId, at, counts, key)])).length === 0;
    },

    async fates(customerId, runId) {
      const partition = partitionOf(customerId);
      const byStep = new Map<string, Set<Fate>>();
      const add = (stepId: string, fate: Fate) =>
        byStep.set(stepId, (byStep.get(stepId) ?? new Set()).add(fate));
      const [messages, noted] = await Promise.all([
        table.query({ partition, ...beginningWith('message', runId) }),
        table.query({ partition, ...beginningWith('fate', runId) }),
      ]);
      for (const { stepId, status } of messages.map(toMessage)) if (isFate(status)) add(stepId, status);
      for (const item of noted) {
        for (const fate of askableFates(text(item, 'fate') as NotedFate)) add(text(item, 'stepId'), fate);
      }
      return byStep;
    },
  };
}

function isFate(status: MessageStatus): status is MessageStatus & Fate {
  return status === 'sent' || status === 'held';
}

export function itemOfMessage(message: Message): Item {
  const { status, at } = message;
  return { ...keyOfMessage(message), message: JSON.stringify(message), status, at };
}

/** The moment is that of the claim, whatever was recorded since. */
export function toMessage(item: Item): Message {
  const message = json<Message>(item, 'message');
  return { ...message, status: text(item, 'status') as MessageStatus, at: integer(item, 'at') };
}

export function keyOfMessage({ customerId, runId, stepId, visit }: MessageKey): Key {
  return { pk: partitionOf(customerId), sk: keyOf('message', runId, stepId, visit) };
}

type KeyedMessage = Pick<Message, 'customerId' | 'runId' | 'stepId' | 'visit'>;

function keyOfFate({ customerId, runId, stepId, visit }: KeyedMessage, fate: NotedFate): Key {
  return { pk: partitionOf(customerId), sk: keyOf('fate', runId, stepId, visit, fate) };
}

function keyOfContent({ customerId, runId, stepId, visit }: Message): Key {
  return { pk: partitionOf(customerId), sk: keyOf('content', runId, stepId, visit) };
}
