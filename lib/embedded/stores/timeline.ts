// The events of each customer: recorded once, numbered as they arrive, read in order of time and then of arrival.

import { comparePositions, type Position, type TimelineEvent } from '../../customer/event.ts';
import type { Timeline } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, json, type Row, text } from '../row.ts';
import { profileChanger, unchanged } from './profiles.ts';

const COLUMNS = 'seq, customerId, id, type, at, properties, depth, done';

const BEGINNING: Position = { at: Number.MIN_SAFE_INTEGER, seq: 0 };
const END: Position = { at: Number.MAX_SAFE_INTEGER, seq: 0 };

export function createTimeline(database: Database): Timeline {
  const find = database.prepare(`SELECT ${COLUMNS} FROM events WHERE customerId = ? AND id = ?`);
  const any = database.prepare('SELECT 1 FROM events WHERE customerId = ? LIMIT 1');
  const insert = database.prepare(
    'INSERT INTO events (customerId, id, type, at, properties, depth) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const finish = database.prepare('UPDATE events SET done = 1 WHERE customerId = ? AND id = ?');
  const ofType = database.prepare(
    `SELECT ${COLUMNS} FROM events
     WHERE customerId = ? AND type = ? AND (at, seq) > (?, ?) AND (at, seq) <= (?, ?) ORDER BY at, seq`,
  );
  const changeProfile = profileChanger(database);

  return {
    async record(event, change) {
      return database.write(() => {
        const { customerId, id, type, at, properties, depth } = event;
        const known = find.get(customerId, id);
        if (known) {
          const profile = changeProfile(customerId, unchanged);
          const done = integer(known, 'done') === 1;
          return { event: toEvent(known), again: true, isFirst: false, done, profile };
        }
        const isFirst = any.get(customerId) === undefined;
        const added = insert.run(customerId, id, type, at, JSON.stringify(properties), depth);
        const profile = changeProfile(customerId, change);
        return {
          event: { ...event, seq: Number(added.lastInsertRowid) },
          again: false,
          isFirst,
          done: false,
          profile,
        };
      });
    },

    async markDone(event) {
      database.run(finish, event.customerId, event.id);
    },

    async get(customerId, eventId) {
      const row = find.get(customerId, eventId);
      return row && toEvent(row);
    },

    async read(customerId, { types, after = BEGINNING, upTo = END }) {
      const wanted = [...new Set(types)];
      const events = wanted.flatMap((type) =>
        ofType.all(customerId, type, after.at, after.seq, upTo.at, upTo.seq).map(toEvent),
      );
      return wanted.length > 1 ? events.sort(comparePositions) : events;
    },
  };
}

function toEvent(row: Row): TimelineEvent {
  return {
    id: text(row, 'id'),
    type: text(row, 'type'),
    customerId: text(row, 'customerId'),
    at: integer(row, 'at'),
    properties: json(row, 'properties'),
    depth: integer(row, 'depth'),
    seq: integer(row, 'seq'),
  };
}
