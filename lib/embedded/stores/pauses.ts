// The pauses of marketing, and how the last of each was ended: a row for each journey that was ever paused.

import type { Pause, Pauses, Resumption } from '../../ports.ts';
import type { Database } from '../database.ts';
import { json } from '../row.ts';

export function createPauses(database: Database): Pauses {
  const all = database.prepare('SELECT pause FROM pauses WHERE pause IS NOT NULL ORDER BY journeyId');
  const pause = database.prepare(
    `INSERT INTO pauses (journeyId, pause) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET pause = excluded.pause WHERE pauses.pause IS NULL`,
  );
  const resume = database.prepare(
    'UPDATE pauses SET pause = NULL, resumption = ? WHERE journeyId = ? AND pause IS NOT NULL',
  );
  const resumptions = database.prepare(
    'SELECT resumption FROM pauses WHERE resumption IS NOT NULL ORDER BY journeyId',
  );

  return {
    all: async () => all.all().map((row) => json<Pause>(row, 'pause')),
    pause: async (one) => database.run(pause, one.journeyId, JSON.stringify(one)).changes > 0,
    resume: async (one) => database.run(resume, JSON.stringify(one), one.journeyId).changes > 0,
    resumptions: async () => resumptions.all().map((row) => json<Resumption>(row, 'resumption')),
  };
}
