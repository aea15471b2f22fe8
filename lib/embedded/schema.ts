// The tables of the embedded store: what a Milepost file holds, and the version by which it is recognised.

import { ENGINE_TABLES } from './engine/tables.ts';
import { DELIVERABILITY_TABLES } from './stores/deliverability-tables.ts';

/** Raised whenever a table changes in a way that an older Milepost, or an older file, cannot live with. */
export const SCHEMA_VERSION = 1;

const timeline = `
  CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of arrival; never given twice, even after rows are deleted
    customerId TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    properties TEXT NOT NULL,
    depth INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS eventsById ON events (customerId, id);
  CREATE INDEX IF NOT EXISTS eventsByPosition ON events (customerId, type, at, seq);`;

const profiles = `
  CREATE TABLE IF NOT EXISTS profiles (
    customerId TEXT PRIMARY KEY,
    profile TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS profileChanges (
    customerId TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (customerId, key)
  ) STRICT, WITHOUT ROWID;`;

const consents = `
  CREATE TABLE IF NOT EXISTS consents (
    customerId TEXT NOT NULL,
    id TEXT NOT NULL, -- of the event, or of the import
    record TEXT NOT NULL,
    PRIMARY KEY (customerId, id)
  ) STRICT, WITHOUT ROWID;`;

const runs = `
  CREATE TABLE IF NOT EXISTS runs (
    customerId TEXT NOT NULL,
    id TEXT NOT NULL,
    journeyId TEXT NOT NULL,
    concurrencyKey TEXT NOT NULL,
    entryAt INTEGER NOT NULL,
    entrySeq INTEGER NOT NULL,
    status TEXT NOT NULL,
    outcome TEXT,
    endedAt INTEGER,
    convertedAt INTEGER,
    goalOpen INTEGER NOT NULL, -- 1 while the run has a goal that was not reached
    splits TEXT NOT NULL,
    kept TEXT NOT NULL -- what the run keeps from the journey as it began
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS runsById ON runs (customerId, id);
  CREATE INDEX IF NOT EXISTS runsFailed ON runs (endedAt) WHERE status = 'failed';
  CREATE INDEX IF NOT EXISTS runsWatching ON runs (customerId, entryAt, entrySeq, journeyId)
    WHERE status = 'active' OR goalOpen = 1;
  CREATE TABLE IF NOT EXISTS enrolments (
    customerId TEXT NOT NULL,
    journeyId TEXT NOT NULL,
    concurrencyKey TEXT NOT NULL,
    revision INTEGER NOT NULL,
    lastRunId TEXT NOT NULL,
    lastEventId TEXT NOT NULL,
    lastEntryAt INTEGER NOT NULL,
    lastStatus TEXT NOT NULL,
    PRIMARY KEY (customerId, journeyId, concurrencyKey)
  ) STRICT, WITHOUT ROWID;`;

const waits = `
  CREATE TABLE IF NOT EXISTS waits (
    number INTEGER PRIMARY KEY, -- the order of registration
    customerId TEXT NOT NULL,
    runId TEXT NOT NULL,
    stepId TEXT NOT NULL,
    visit TEXT NOT NULL,
    token TEXT NOT NULL,
    patterns TEXT NOT NULL,
    afterAt INTEGER NOT NULL,
    afterSeq INTEGER NOT NULL,
    cursorAt INTEGER NOT NULL,
    cursorSeq INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    state TEXT NOT NULL, -- open, satisfied, released (its token was dead) or closed
    satisfiedBy TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS waitsByStep ON waits (customerId, runId, stepId, visit);
  CREATE INDEX IF NOT EXISTS waitsOpen ON waits (customerId, number) WHERE state = 'open';`;

const messages = `
  CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY, -- the order of decision
    customerId TEXT NOT NULL,
    runId TEXT NOT NULL,
    stepId TEXT NOT NULL,
    visit TEXT NOT NULL,
    journeyId TEXT NOT NULL,
    version TEXT NOT NULL,
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    content TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS messagesByStep ON messages (customerId, runId, stepId, visit);
  CREATE INDEX IF NOT EXISTS messagesUnknown ON messages (status) WHERE status = 'unknown';`;

const frequencies = `
  CREATE TABLE IF NOT EXISTS frequencies (
    customerId TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    frequency TEXT NOT NULL -- the sends that caps count, and the messages that wait
  ) STRICT, WITHOUT ROWID;`;

const unknownMessages = `
  CREATE TABLE IF NOT EXISTS unknownMessages (
    customerId TEXT NOT NULL,
    runId TEXT NOT NULL,
    stepId TEXT NOT NULL,
    visit TEXT NOT NULL,
    job TEXT NOT NULL, -- by which the message can be sent again
    resends INTEGER NOT NULL,
    PRIMARY KEY (customerId, runId, stepId, visit)
  ) STRICT, WITHOUT ROWID;`;

const inboxes = `
  CREATE TABLE IF NOT EXISTS inboxes (
    customerId TEXT NOT NULL,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    locale TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    readAt INTEGER,
    PRIMARY KEY (customerId, id)
  ) STRICT, WITHOUT ROWID;`;

const calls = `
  CREATE TABLE IF NOT EXISTS calls (
    number INTEGER PRIMARY KEY, -- the order in which they began
    customerId TEXT NOT NULL,
    runId TEXT NOT NULL,
    stepId TEXT NOT NULL,
    visit TEXT NOT NULL,
    journeyId TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    at INTEGER NOT NULL,
    answer TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS callsByStep ON calls (customerId, runId, stepId, visit);`;

const decisions = `
  CREATE TABLE IF NOT EXISTS decisions (
    number INTEGER PRIMARY KEY, -- the order in which they were made
    customerId TEXT NOT NULL,
    key TEXT NOT NULL,
    journeyId TEXT NOT NULL,
    decision TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS decisionsByKey ON decisions (customerId, key);`;

const due = `
  CREATE TABLE IF NOT EXISTS due (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    customerId TEXT NOT NULL, -- "" where it concerns everyone
    at INTEGER NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (kind, id, customerId)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS dueByTime ON due (at, kind, id, customerId);`;

const memberships = `
  CREATE TABLE IF NOT EXISTS memberships (
    customerId TEXT NOT NULL,
    segmentId TEXT NOT NULL,
    inside INTEGER NOT NULL,
    since INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    version TEXT NOT NULL,
    changesAt INTEGER,
    untold TEXT, -- the event that tells of the last change, until it is in its queue
    PRIMARY KEY (customerId, segmentId)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS membershipsInside ON memberships (segmentId, customerId) WHERE inside = 1;`;

const erasures = `
  CREATE TABLE IF NOT EXISTS erasures (
    tombstone TEXT PRIMARY KEY, -- a digest of the customer's id with a secret of the installation
    at INTEGER NOT NULL,
    removed TEXT NOT NULL, -- how many records of each kind
    removedAt INTEGER,
    finishedAt INTEGER,
    dropped INTEGER NOT NULL -- how many events came all the same
  ) STRICT, WITHOUT ROWID;`;

const passes = `
  CREATE TABLE IF NOT EXISTS passes (
    name TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    handled INTEGER NOT NULL,
    startedAt INTEGER NOT NULL,
    finishedAt INTEGER
  ) STRICT, WITHOUT ROWID;`;

const templates = `
  CREATE TABLE IF NOT EXISTS templates (
    hash TEXT PRIMARY KEY,
    bundle TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;`;

const linkKeys = `
  CREATE TABLE IF NOT EXISTS linkKeys (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- the newest signs
    name TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    since INTEGER NOT NULL
  ) STRICT;`;

/** Every table and index. Running it again on a file that has them changes nothing. */
export const SCHEMA = [
  timeline,
  profiles,
  consents,
  runs,
  waits,
  messages,
  frequencies,
  unknownMessages,
  inboxes,
  calls,
  decisions,
  due,
  memberships,
  erasures,
  passes,
  templates,
  linkKeys,
  DELIVERABILITY_TABLES,
  ENGINE_TABLES,
].join('\n');
