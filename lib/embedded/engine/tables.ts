// The tables of the engine: machines, executions and the jobs in queues.

export const ENGINE_TABLES = `
  CREATE TABLE IF NOT EXISTS machines (
    journeyId TEXT NOT NULL,
    version TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (journeyId, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    number INTEGER PRIMARY KEY, -- the order of starts
    name TEXT NOT NULL UNIQUE,
    journeyId TEXT NOT NULL,
    version TEXT NOT NULL,
    status TEXT NOT NULL, -- ready, calling, parked, succeeded, failed or stopped
    execution TEXT NOT NULL, -- the input, until it is first driven; nothing once it has ended
    call TEXT, -- of a calling execution, the call to be made (again)
    signal TEXT, -- what it goes on with
    token TEXT, -- the task token that it waits for
    dueAt INTEGER,
    entryAt INTEGER NOT NULL,
    entrySeq INTEGER NOT NULL,
    transitions INTEGER NOT NULL DEFAULT 0,
    variables TEXT NOT NULL DEFAULT '{}',
    output TEXT,
    error TEXT,
    endedAt INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS executionsByToken ON executions (token) WHERE token IS NOT NULL;
  CREATE INDEX IF NOT EXISTS executionsDue ON executions (dueAt, entryAt, entrySeq, journeyId)
    WHERE dueAt IS NOT NULL;
  CREATE INDEX IF NOT EXISTS executionsGoing ON executions (number) WHERE status IN ('ready', 'calling');
  CREATE TABLE IF NOT EXISTS failures (
    name TEXT PRIMARY KEY, -- of the execution
    state TEXT NOT NULL, -- the one it failed in last
    cause TEXT,
    redrives INTEGER NOT NULL,
    execution TEXT NOT NULL -- its record as it failed last, to go on with
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    visibleAt INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    lastError TEXT,
    error TEXT -- of a job that was set aside for good
  ) STRICT;`;
