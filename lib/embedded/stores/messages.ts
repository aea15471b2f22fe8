// The messages of runs: each claimed before it is sent, so that no crash sends it twice, and kept with what was said.

import { emptyProfile } from '../../customer/apply-event.ts';
import { consentText } from '../../customer/consent-text.ts';
import { channelNames } from '../../journey/channels/index.ts';
import { type Fate, fates } from '../../journey/condition/condition.ts';
import { askableFates, notedFates } from '../../journey/deliverability/fates.ts';
import type { RenderedMessage } from '../../journey/templates/render.ts';
import type { Message, MessageStatus, Messages } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, oneOf, type Row, text, textOrNull } from '../row.ts';
import { keeper } from './frequencies.ts';
import { profileReader } from './profiles.ts';
import { countIn } from './rates.ts';

export const MESSAGE_COLUMNS =
  'customerId, runId, stepId, visit, journeyId, version, channel, template, status, reason, at, content';

const statuses: readonly MessageStatus[] = ['claimed', 'sent', 'held', 'failed', 'unknown'];

/** A message with what was said in it; null while nothing was sent. */
export type DecidedMessage = { message: Message; content: RenderedMessage | null };

export type StoredMessages = Messages & {
  /** All messages in the order of decision, for the outbox and reports. Read them to the end, or stop for good. */
  all(): Iterable<DecidedMessage>;
};

export function createMessages(database: Database): StoredMessages {
  const key = 'customerId = ? AND runId = ? AND stepId = ? AND visit = ?';
  const find = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages WHERE ${key}`);
  const isActive = database.prepare(
    `SELECT 1 FROM runs WHERE customerId = ? AND id = ? AND status = 'active'`,
  );
  const insert = database.prepare(
    `INSERT INTO messages (${MESSAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)`,
  );
  const record = database.prepare(
    `UPDATE messages SET channel = ?, template = ?, status = ?, reason = ?, content = ? WHERE ${key}`,
  );
  const release = database.prepare(`DELETE FROM messages WHERE ${key} AND status = 'claimed'`);
  const keepFrequency = keeper(database);
  const ofRun = database.prepare(
    `SELECT stepId, status FROM messages WHERE customerId = ? AND runId = ? AND status IN ('sent', 'held')`,
  );
  const note = database.prepare(
    'INSERT INTO fates (customerId, runId, stepId, visit, fate, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const noted = database.prepare('SELECT stepId, fate FROM fates WHERE customerId = ? AND runId = ?');
  const count = countIn(database);
  const all = database.prepare(`SELECT ${MESSAGE_COLUMNS} FROM messages ORDER BY number`);
  const readProfile = profileReader(database);

  function agreed(customerId: string): string {
    return consentText(readProfile(customerId) ?? emptyProfile(customerId));
  }

  return {
    async claim(message, { consent, counting } = {}) {
      const known = find.get(...keyOf(message));
      if (known) return toMessage(known);
      if (!isActive.get(message.customerId, message.runId)) return 'ended';
      if (consent !== undefined && consent !== agreed(message.customerId)) return 'changed';
      if (!counting) {
        database.run(insert, ...fromMessage(message));
        return 'claimed';
      }
      return database.write(() => {
        if (!keepFrequency(message.customerId, counting.frequency, counting.revision)) return 'changed';
        database.run(insert, ...fromMessage(message));
        return 'claimed';
      });
    },

    async get(key) {
      const row = find.get(...keyOf(key));
      return row && toMessage(row);
    },

    async record(message, content) {
      const { channel, template, status, reason } = message;
      const said = content && JSON.stringify(content);
      const { changes } = database.run(record, channel, template, status, reason, said, ...keyOf(message));
      if (changes === 0)
        throw new Error(`The message of run ${message.runId} in step ${message.stepId} was never claimed.`);
    },

    async release(message) {
      database.run(release, ...keyOf(message));
    },

    async noteFate({ journeyId, fate, at, counts, ...message }) {
      return database.write(() => {
        if (note.run(...keyOf(message), fate, at).changes === 0) return false;
        if (counts) count(journeyId, at, counts);
        return true;
      });
    },

    async fates(customerId, runId) {
      const byStep = new Map<string, Set<Fate>>();
      const add = (stepId: string, fate: Fate) =>
        byStep.set(stepId, (byStep.get(stepId) ?? new Set()).add(fate));
      for (const row of ofRun.all(customerId, runId)) add(text(row, 'stepId'), oneOf(row, 'status', fates));
      for (const row of noted.all(customerId, runId)) {
        for (const fate of askableFates(oneOf(row, 'fate', notedFates))) add(text(row, 'stepId'), fate);
      }
      return byStep;
    },

    *all() {
      for (const row of all.iterate()) {
        const content = textOrNull(row, 'content');
        yield { message: toMessage(row), content: content && JSON.parse(content) };
      }
    },
  };
}

function keyOf({
  customerId,
  runId,
  stepId,
  visit,
}: Pick<Message, 'customerId' | 'runId' | 'stepId' | 'visit'>): [string, string, string, string] {
  return [customerId, runId, stepId, visit];
}

/** The values of MESSAGE_COLUMNS, in order, but for the content. */
export function fromMessage(message: Message): (string | number)[] {
  const { journeyId, version, channel, template, status, reason, at } = message;
  return [...keyOf(message), journeyId, version, channel, template, status, reason, at];
}

export function toMessage(row: Row): Message {
  return {
    customerId: text(row, 'customerId'),
    runId: text(row, 'runId'),
    journeyId: text(row, 'journeyId'),
    version: text(row, 'version'),
    stepId: text(row, 'stepId'),
    visit: text(row, 'visit'),
    channel: oneOf(row, 'channel', channelNames),
    template: text(row, 'template'),
    status: oneOf(row, 'status', statuses),
    reason: text(row, 'reason'),
    at: integer(row, 'at'),
  };
}
