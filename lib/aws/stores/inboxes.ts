// The inboxes of customers, an item for each message. They go with what was said in other messages.

import type { Inboxes, InboxMessage } from '../../ports.ts';
import { expiresAfterRuns } from './expiry.ts';
import { type Item, integer, type Key, text } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';

export function createInboxes(table: Table): Inboxes {
  return {
    async put(customerId, message) {
      const item = { ...keyOfInbox(customerId, message.id), ...message, ...expiresAfterRuns(message.at) };
      await table.write({ put: item, if: 'absent' });
    },

    async of(customerId, atMost) {
      const items = await table.query({ partition: partitionOf(customerId), ...beginningWith('inbox') });
      return items
        .map(toInboxMessage)
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        .slice(0, atMost);
    },

    async markRead(customerId, id, at) {
      const key = keyOfInbox(customerId, id);
      const item = await table.get(key);
      if (!item) return false;
      if (item.readAt === undefined) await table.write({ set: { readAt: at }, of: key, if: 'present' });
      return true;
    },
  };
}

function keyOfInbox(customerId: string, id: string): Key {
  return { pk: partitionOf(customerId), sk: keyOf('inbox', id) };
}

export function toInboxMessage(item: Item): InboxMessage {
  return {
    id: text(item, 'id'),
    at: integer(item, 'at'),
    locale: text(item, 'locale'),
    title: text(item, 'title'),
    body: text(item, 'body'),
    readAt: item.readAt === undefined ? null : integer(item, 'readAt'),
  };
}
