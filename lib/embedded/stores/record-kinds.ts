// The registry of tables that hold something of customers: what each is called where it is exported, and how its rows are
// read. A table that is missing here is removed and exported all the same, but by its own name and as it stands.

import type { Json } from '../../customer/json.ts';
import { integer, json, type Row, text, textOrNull } from '../row.ts';
import { toCall } from './calls.ts';
import { toDueItem } from './due.ts';
import { toInboxMessage } from './inboxes.ts';
import { toMessage } from './messages.ts';
import { toEnrolment, toRun } from './run-row.ts';
import { toMembership } from './segments.ts';
import { toEvent } from './timeline.ts';
import { toWait } from './waits.ts';

/** `kind` null: nothing but what the other kinds say, such as keys that keep a change from being made twice. */
type RecordKind = { kind: string; read: (row: Row) => unknown } | { kind: null };

export const recordKinds: Readonly<Record<string, RecordKind>> = {
  profiles: { kind: 'profile', read: (row) => json(row, 'profile') },
  profileChanges: { kind: null },
  consents: { kind: 'consents', read: (row) => json(row, 'record') },
  events: { kind: 'events', read: toEvent },
  enrolments: {
    kind: 'enrolments',
    read: (row) => ({
      journeyId: text(row, 'journeyId'),
      concurrencyKey: text(row, 'concurrencyKey'),
      ...toEnrolment(row),
    }),
  },
  runs: { kind: 'runs', read: toRun },
  waits: { kind: 'waits', read: waitRecord },
  messages: {
    kind: 'messages',
    read: (row) => ({ ...toMessage(row), content: row.content === null ? null : json(row, 'content') }),
  },
  fates: { kind: 'fates', read: toFateRecord },
  frequencies: { kind: 'frequency', read: (row) => json(row, 'frequency') },
  // Of what is in it, the message tells all that is the customer's.
  unknownMessages: { kind: null },
  inboxes: { kind: 'inbox', read: toInboxMessage },
  calls: { kind: 'calls', read: toCall },
  decisions: { kind: 'decisions', read: (row) => json(row, 'decision') },
  due: { kind: 'due', read: toDueItem },
  memberships: { kind: 'segments', read: toMembership },
};

/** A row as it is exported. */
export function readRecord(table: string, row: Row): Json {
  const known = recordKinds[table];
  const record = known?.kind ? known.read(row) : row;
  return JSON.parse(JSON.stringify(record));
}

function toFateRecord(row: Row): unknown {
  return {
    runId: text(row, 'runId'),
    stepId: text(row, 'stepId'),
    visit: text(row, 'visit'),
    fate: text(row, 'fate'),
    at: integer(row, 'at'),
  };
}

/** Without the token, which is a key to the run and says nothing of the customer. */
function waitRecord(row: Row): unknown {
  const { token: _, ...wait } = toWait(row);
  return { ...wait, state: text(row, 'state'), satisfiedBy: textOrNull(row, 'satisfiedBy') };
}
