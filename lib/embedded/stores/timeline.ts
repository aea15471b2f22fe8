// The events of each customer: recorded once, numbered as they arrive, read in order of time and then of arrival.

import { comparePositions, type Position, type TimelineEvent } from '../../customer/event.ts';
import type { Timeline } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { Recent } from '../recent.ts';
import { integer, json, type Row, text } from '../row.ts';
import { consentKeeper } from './consents.ts';
import { profileChanger, unchanged } from './profiles.ts';

const COLUMNS = 'seq, customerId, id, type, at, properties, depth, done';

/** How many events are remembered, and up to how many of one customer and type. */
const REMEMBERED = 10_000;
const REMEMBERED_OF_TYPE = 1000;

const BEGINNING: Position = { at: Number.MIN_SAFE_INTEGER, seq: 0 };
const END: Position = { at: Number.MAX_SAFE_INTEGER, seq: 0 };

export function createTimeline(database: Database): Timeline {
  const find = database.prepare(`SELECT ${COLUMNS} FROM events WHERE customerId = ? AND id = ?`);
  const any = database.prepare('SELECT 1 FROM events WHERE customerId = ? LIMIT 1');
  const insert = database.prepare(
    'INSERT INTO events (customerId, id, type, at, properties, depth) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const finish = database.prepare('UPDATE events SET done = 1 WHERE seq = ?');
  const ofType = database.prepare(
    `SELECT ${COLUMNS} FROM events
     WHERE customerId = ? AND type = ? AND (at, seq) > (?, ?) AND (at, seq) <= (?, ?) ORDER BY at, seq`,
  );
  const changeProfile = profileChanger(database);
  const keepingConsent = consentKeeper(database);
  // One event makes many readers ask for the same timeline: segments, entries, waits, messages.
  const recent: Recent<Map<string, TimelineEvent[]>> = database.remember('events', REMEMBERED, weighTimeline);

  function readType(customerId: string, type: string, after?: Position, upTo?: Position): TimelineEvent[] {
    const known = recent.get(customerId) ?? new Map<string, TimelineEvent[]>();
    const remembered = known.get(type);
    if (remembered) return between(remembered, after, upTo);
    const [{ at: afterAt, seq: afterSeq }, end] = [after ?? BEGINNING, upTo ?? END];
    const read = ofType.all(customerId, type, afterAt, afterSeq, end.at, end.seq).map(toEvent);
    if (after || upTo || read.length > REMEMBERED_OF_TYPE) return read;
    known.set(type, read);
    recent.delete(customerId);
    recent.set(customerId, known);
    return [...read];
  }

  function hasEvents(customerId: string): boolean {
    for (const events of recent.get(customerId)?.values() ?? []) if (events.length > 0) return true;
    return any.get(customerId) !== undefined;
  }

  function remember(event: TimelineEvent): void {
    const known = recent.get(event.customerId);
    const events = known?.get(event.type);
    if (!known || !events) return;
    if (events.length >= REMEMBERED_OF_TYPE) known.delete(event.type);
    else events.splice(events.findLastIndex((one) => comparePositions(one, event) < 0) + 1, 0, event);
  }

  return {
    async record(event, change, evidence) {
      const recorded = database.write(() => {
        const { customerId, id, type, at, depth } = event;
        const properties = JSON.stringify(event.properties);
        const known = find.get(customerId, id);
        if (known) {
          const profile = changeProfile(customerId, unchanged, event);
          const done = integer(known, 'done') === 1;
          return { event: toEvent(known), again: true, isFirst: false, done, profile };
        }
        const isFirst = !hasEvents(customerId);
        const added = insert.run(customerId, id, type, at, properties, depth);
        const profile = changeProfile(customerId, keepingConsent(change, evidence), event);
        return {
          event: {
            id,
            type,
            customerId,
            at,
            properties: JSON.parse(properties),
            depth,
            seq: Number(added.lastInsertRowid),
          },
          again: false,
          isFirst,
          done: false,
          profile,
        };
      });
      if (!recorded.again) remember(recorded.event);
      return recorded;
    },

    async markDone(event) {
      database.run(finish, event.seq);
    },

    async get(customerId, eventId) {
      const row = find.get(customerId, eventId);
      return row && toEvent(row);
    },

    async read(customerId, { types, after, upTo }) {
      const wanted = [...new Set(types)];
      const events = wanted.flatMap((type) => readType(customerId, type, after, upTo));
      return wanted.length > 1 ? events.sort(comparePositions) : events;
    },
  };
}

function weighTimeline(byType: Map<string, TimelineEvent[]>): number {
  let events = byType.size;
  for (const ofType of byType.values()) events += ofType.length;
  return events;
}

/** Those after one position and up to another; a list of its own. */
function between(events: TimelineEvent[], after?: Position, upTo?: Position): TimelineEvent[] {
  const first = after ? events.findLastIndex((event) => comparePositions(event, after) <= 0) + 1 : 0;
  const end = upTo ? events.findLastIndex((event) => comparePositions(event, upTo) <= 0) + 1 : events.length;
  return events.slice(first, end);
}

export function toEvent(row: Row): TimelineEvent {
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
