// The inboxes of customers, a row for each message.

import type { Inboxes, InboxMessage } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, integerOrNull, type Row, text } from '../row.ts';

export function createInboxes(database: Database): Inboxes {
  const put = database.prepare(
    `INSERT INTO inboxes (customerId, id, at, locale, title, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const newest = database.prepare(
    'SELECT * FROM inboxes WHERE customerId = ? ORDER BY at DESC, id DESC LIMIT ? + 0',
  );
  const read = database.prepare(
    'UPDATE inboxes SET readAt = coalesce(readAt, ?) WHERE customerId = ? AND id = ?',
  );

  return {
    async put(customerId, { id, at, locale, title, body }) {
      database.run(put, customerId, id, at, locale, title, body);
    },
    of: async (customerId, atMost) => newest.all(customerId, atMost).map(toInboxMessage),
    markRead: async (customerId, id, at) => database.run(read, at, customerId, id).changes > 0,
  };
}

export function toInboxMessage(row: Row): InboxMessage {
  return {
    id: text(row, 'id'),
    at: integer(row, 'at'),
    locale: text(row, 'locale'),
    title: text(row, 'title'),
    body: text(row, 'body'),
    readAt: integerOrNull(row, 'readAt'),
  };
}
