// The registry of the kinds of items in a customer's partition, by the word that their sort keys begin with: what each is
// called where it is exported, and how it is read. A kind that is missing here is removed and exported all the same, but by
// its own word and as it stands.

import { gunzipSync } from 'node:zlib';
import type { Json } from '../../customer/json.ts';
import { toInboxMessage } from './inboxes.ts';
import { bytes, type Item, integer, json, text } from './item.ts';

/** `kind` null: nothing but what the other kinds say, such as lists of what is open, and keys that guard a change. */
type RecordKind = { kind: string; read: (item: Item, all: readonly Item[]) => unknown } | { kind: null };

export const recordKinds: Readonly<Record<string, RecordKind>> = {
  profile: { kind: 'profile', read: (item) => json(item, 'profile') },
  change: { kind: null },
  consent: { kind: 'consents', read: (item) => json(item, 'record') },
  receipt: { kind: null },
  event: { kind: 'events', read: (item) => json(item, 'event') },
  enrolment: { kind: 'enrolments', read: enrolmentRecord },
  run: { kind: 'runs', read: (item) => json(item, 'run') },
  watch: { kind: null },
  wait: { kind: 'waits', read: waitRecord },
  'open-wait': { kind: null },
  given: { kind: null },
  message: { kind: 'messages', read: messageRecord },
  fate: { kind: 'fates', read: fateRecord },
  frequency: { kind: 'frequency', read: (item) => json(item, 'frequency') },
  // Told with its message.
  content: { kind: null },
  // Of what is in it, the message tells all that is the customer's.
  unknown: { kind: null },
  inbox: { kind: 'inbox', read: toInboxMessage },
  call: { kind: 'calls', read: (item) => json(item, 'call') },
  decision: { kind: 'decisions', read: (item) => json(item, 'decision') },
  due: { kind: 'due', read: (item) => json(item, 'due') },
  segment: { kind: 'segments', read: (item) => json(item, 'membership') },
};

/** The key of what is agreed to now, which the profile says as well. */
const AGREED = 'consent';

/** What an item is called, by the first word of its key; null for what is not exported. */
export function kindOf({ sk }: Pick<Item, 'sk'>): string | null {
  if (sk === AGREED) return null;
  const word = wordOf(sk);
  const known = recordKinds[word];
  return known ? known.kind : word;
}

/** An item as it is exported; `all` are those of the customer. */
export function readRecord(item: Item, all: readonly Item[]): Json {
  const known = recordKinds[wordOf(item.sk)];
  const record = known?.kind ? known.read(item, all) : item;
  return JSON.parse(JSON.stringify(record));
}

function wordOf(sk: string): string {
  return sk.split('#', 1)[0] ?? sk;
}

function enrolmentRecord(item: Item): unknown {
  const [, journeyId = '', concurrencyKey = ''] = item.sk.split('#').map(decodeURIComponent);
  return {
    journeyId,
    concurrencyKey,
    revision: integer(item, 'revision'),
    lastRunId: text(item, 'lastRunId'),
    lastEventId: text(item, 'lastEventId'),
    lastEntryAt: integer(item, 'lastEntryAt'),
    lastStatus: text(item, 'lastStatus'),
  };
}

function fateRecord(item: Item): unknown {
  const [, runId = '', stepId = '', visit = ''] = item.sk.split('#').map(decodeURIComponent);
  return { runId, stepId, visit, fate: text(item, 'fate'), at: integer(item, 'at') };
}

/** Without the token, which is a key to the run and says nothing of the customer. */
function waitRecord(item: Item): unknown {
  const { token: _, ...wait } = json<{ token: string }>(item, 'wait');
  return { ...wait, state: text(item, 'state'), satisfiedBy: item.satisfiedBy ?? null };
}

function messageRecord(item: Item, all: readonly Item[]): unknown {
  const content = all.find(({ sk }) => sk === item.sk.replace(/^message#/, 'content#'));
  return {
    ...json<object>(item, 'message'),
    status: text(item, 'status'),
    at: integer(item, 'at'),
    content: content ? JSON.parse(gunzipSync(bytes(content, 'content')).toString()) : null,
  };
}
