// How addresses stand: one row for each of which something is known, under its hash.

import type { ChannelName } from '../../journey/channels/index.ts';
import { addressKey } from '../../journey/deliverability/address.ts';
import { freshStanding, type Standing } from '../../journey/deliverability/standing.ts';
import type { Suppressions } from '../../ports.ts';
import type { Database } from '../database.ts';
import { json, type Row, text } from '../row.ts';

export function createSuppressions(database: Database): Suppressions {
  const find = database.prepare('SELECT standing FROM standings WHERE channel = ? AND hash = ?');
  const save = database.prepare(
    `INSERT INTO standings (channel, hash, standing, isSuppressed) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET standing = excluded.standing, isSuppressed = excluded.isSuppressed`,
  );
  const page = database.prepare(
    `SELECT channel, hash, standing FROM standings
     WHERE isSuppressed = 1 AND (channel, hash) > (?, ?) ORDER BY channel, hash LIMIT ?`,
  );
  const read = (channel: ChannelName, hash: string) => {
    const row = find.get(channel, hash);
    return row && toStanding(row);
  };

  return {
    get: async (channel, address) => read(channel, addressKey(channel, address).hash),

    async change(channel, address, change) {
      const key = addressKey(channel, address);
      return database.write(() => {
        const before = read(channel, key.hash) ?? freshStanding(key);
        const after = change(before);
        if (after === before) return before;
        save.run(channel, key.hash, JSON.stringify(after), Number(after.suppression !== null));
        return after;
      });
    },

    async page(cursor, atMost) {
      const [channel = '', hash = ''] = cursor.split(':');
      const rows = page.all(channel, hash, atMost);
      const last = rows.at(-1);
      const next = rows.length < atMost || !last ? null : `${text(last, 'channel')}:${text(last, 'hash')}`;
      return { standings: rows.map(toStanding), next };
    },
  };
}

function toStanding(row: Row): Standing {
  return json(row, 'standing');
}
