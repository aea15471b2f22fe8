// The tables of deliverability: how addresses stand, what feedback told of messages, what was counted, what is paused.

export const DELIVERABILITY_TABLES = `
  CREATE TABLE IF NOT EXISTS standings (
    channel TEXT NOT NULL,
    hash TEXT NOT NULL, -- of the address
    standing TEXT NOT NULL,
    isSuppressed INTEGER NOT NULL,
    PRIMARY KEY (channel, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS standingsSuppressed ON standings (channel, hash) WHERE isSuppressed = 1;
  CREATE TABLE IF NOT EXISTS fates (
    customerId TEXT NOT NULL,
    runId TEXT NOT NULL,
    stepId TEXT NOT NULL,
    visit TEXT NOT NULL,
    fate TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (customerId, runId, stepId, visit, fate)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS rates (
    day INTEGER NOT NULL, -- UTC days since the epoch
    journeyId TEXT NOT NULL,
    sent INTEGER NOT NULL DEFAULT 0,
    bounced INTEGER NOT NULL DEFAULT 0,
    complained INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, journeyId)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS pauses (
    journeyId TEXT PRIMARY KEY, -- "" is everything
    pause TEXT, -- null once resumed
    resumption TEXT
  ) STRICT, WITHOUT ROWID;`;
