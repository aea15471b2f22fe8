// The messages of runs: each claimed before it is sent, so that no crash sends it twice. What was said in one is an
// item of its own, compressed: it is long, and nothing that a journey does asks for it.

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Fate } from '../../journey/condition/condition.ts';
import type { Periods } from '../../journey/retention.ts';
import type { RenderedMessage } from '../../journey/templates/render.ts';
import type { Message, MessageKey, MessageStatus, Messages } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { expiresAfter, expiresAfterRuns } from './expiry.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import { ifActive } from './runs.ts';

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
    claim: (message) =>
      untilSettled(`claiming the message of run ${message.runId} in step ${message.stepId}`, async () => {
        const { customerId, runId } = message;
        const item = itemOfMessage(message);
        const refused = await table.writeAll([{ put: item, if: 'absent' }, ifActive(customerId, runId)]);
        if (refused.length === 0) return 'claimed';
        const known = await table.get(keyOfMessage(message));
        if (known) return toMessage(known);
        return refused.includes(1) ? 'ended' : undefined;
      }),

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

    async fates(customerId, runId) {
      const partition = partitionOf(customerId);
      const items = await table.query({ partition, ...beginningWith('message', runId) });
      const byStep = new Map<string, Set<Fate>>();
      for (const { stepId, status } of items.map(toMessage)) {
        if (isFate(status)) byStep.set(stepId, (byStep.get(stepId) ?? new Set()).add(status));
      }
      return byStep;
    },
  };
}

function isFate(status: MessageStatus): status is Fate {
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

function keyOfContent({ customerId, runId, stepId, visit }: Message): Key {
  return { pk: partitionOf(customerId), sk: keyOf('content', runId, stepId, visit) };
}
