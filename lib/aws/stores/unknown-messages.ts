// What it takes to send those messages again of which nobody knows whether they went out: an item beside each, found
// through the index by time while the message is unknown. Others, which are nearly all, cost nothing for it.

import type { JsonObject } from '../../customer/json.ts';
import type { Message, MessageKey, UnknownMessage, UnknownMessages } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { keyOf, partitionOf, shardOf, sortable } from './keys.ts';
import { itemOfMessage, keyOfMessage, toMessage } from './messages.ts';
import type { Table } from './open-table.ts';
import { TABLE } from './table.ts';

/** With another number, some would not be found. */
const SHARDS = 32;

/** The message as it stands, if it is unknown, and the item beside it. */
type Found = { message: Message; beside: Item | undefined };

export function createUnknownMessages(table: Table): UnknownMessages {
  async function find(key: MessageKey): Promise<Found | undefined> {
    const [item, beside] = await table.getAll([keyOfMessage(key), keyBeside(key)]);
    return item?.status === 'unknown' ? { message: toMessage(item), beside } : undefined;
  }

  return {
    async keep(message, job) {
      await untilSettled(`keeping the job of run ${message.runId} in step ${message.stepId}`, async () => {
        const known = await table.get(keyBeside(message));
        const resends = known ? integer(known, 'resends') : 0;
        const item = { ...besideOf(message, job, resends), ...placeOf(message) };
        return (await table.write({ put: item, if: known ? { resends } : 'absent' })) || undefined;
      });
    },

    async list(atMost) {
      const shards = Array.from({ length: SHARDS }, (_, shard) => keyOf('unknown', String(shard)));
      const pages = await Promise.all(
        shards.map((partition) =>
          table.queryIndex(TABLE.indexes[0], { partition, from: '0', to: ':' }, atMost),
        ),
      );
      const first = pages
        .flat()
        .sort((a, b) => (text(a, 'moment') < text(b, 'moment') ? -1 : 1))
        .slice(0, atMost);
      const besides = await table.getAll(first.map(({ pk, sk }) => ({ pk, sk })));
      const keys = besides.flatMap((beside) => (beside ? [json<MessageKey>(beside, 'of')] : []));
      const found = await Promise.all(keys.map(find));
      return found.filter((one) => one !== undefined).map(toUnknown);
    },

    async get(key) {
      const found = await find(key);
      return found && toUnknown(found);
    },

    reopen: (key, nth) =>
      untilSettled(`reopening the message of run ${key.runId} in step ${key.stepId}`, async () => {
        const found = await find(key);
        if (!found?.beside || integer(found.beside, 'resends') !== nth - 1) return false;
        const refused = await table.writeAll([
          { put: besideOf(key, json(found.beside, 'job'), nth), if: { resends: nth - 1 } },
          { remove: keyOfMessage(key), if: { status: 'unknown' } },
        ]);
        return refused.length === 0 || undefined;
      }),

    async restore(message) {
      const restored: Message = { ...message, status: 'unknown' };
      const beside = await table.get(keyBeside(message));
      await table.writeAll([
        { put: itemOfMessage(restored), if: 'absent' },
        ...(beside ? [{ put: { ...beside, ...placeOf(message) } }] : []),
      ]);
    },

    drop: (key, reason) =>
      untilSettled(`dropping the message of run ${key.runId} in step ${key.stepId}`, async () => {
        const found = await find(key);
        if (!found) return false;
        const { message, beside } = found;
        const dropped: Message = { ...message, status: 'failed', reason };
        const refused = await table.writeAll([
          {
            set: { message: JSON.stringify(dropped), status: dropped.status },
            of: keyOfMessage(key),
            if: { status: 'unknown' },
          },
          ...(beside ? [{ put: besideOf(key, json(beside, 'job'), integer(beside, 'resends')) }] : []),
        ]);
        return refused.length === 0 || undefined;
      }),
  };
}

function keyBeside({ customerId, runId, stepId, visit }: MessageKey): Key {
  return { pk: partitionOf(customerId), sk: keyOf('unknown', runId, stepId, visit) };
}

/** Without a place in the index. */
function besideOf(key: MessageKey, job: JsonObject, resends: number): Item {
  const { customerId, runId, stepId, visit } = key;
  const of = JSON.stringify({ customerId, runId, stepId, visit });
  return { ...keyBeside(key), of, job: JSON.stringify(job), resends };
}

/** Where the index has it. */
function placeOf(message: MessageKey & Pick<Message, 'at'>) {
  const { customerId, runId, stepId, visit, at } = message;
  const parts = [customerId, runId, stepId, visit];
  return {
    bucket: keyOf('unknown', String(shardOf(SHARDS, ...parts))),
    moment: keyOf(sortable(at), ...parts),
  };
}

function toUnknown({ message, beside }: Found): UnknownMessage {
  return {
    message,
    job: beside ? json(beside, 'job') : null,
    resends: beside ? integer(beside, 'resends') : 0,
  };
}
