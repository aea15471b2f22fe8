// Who is in which segment: one row for each customer and segment that has been looked at.

import type { Membership, Segments } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { Recent } from '../recent.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from '../row.ts';

/** Of how many customers the memberships are remembered. */
const REMEMBERED = 1000;

export type SegmentStore = Segments & {
  /** How many customers are in each segment; those without anybody are left out. */
  counts(): Map<string, number>;
  /** The customers in a segment, by id. */
  members(segmentId: string): Iterable<Membership>;
};

export function createSegments(database: Database): SegmentStore {
  const of = database.prepare('SELECT * FROM memberships WHERE customerId = ? ORDER BY segmentId');
  const insert = database.prepare(
    `INSERT INTO memberships (customerId, segmentId, inside, since, revision, version, changesAt, untold)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const update = database.prepare(
    `UPDATE memberships SET inside = ?, since = ?, revision = ?, version = ?, changesAt = ?, untold = ?
     WHERE customerId = ? AND segmentId = ? AND revision = ?`,
  );
  const counts = database.prepare(
    'SELECT segmentId, count(*) AS members FROM memberships WHERE inside = 1 GROUP BY segmentId',
  );
  const members = database.prepare(
    'SELECT * FROM memberships WHERE segmentId = ? AND inside = 1 ORDER BY customerId',
  );

  const recent: Recent<Membership[]> = database.remember('memberships', REMEMBERED);

  function membershipsOf(customerId: string): Membership[] {
    let memberships = recent.get(customerId);
    if (!memberships) {
      memberships = of.all(customerId).map(toMembership);
      recent.set(customerId, memberships);
    }
    return memberships;
  }

  return {
    of: async (customerId) => [...membershipsOf(customerId)],

    async save(membership) {
      const { customerId, segmentId, inside, since, revision, version, changesAt, untold } = membership;
      const values = [inside ? 1 : 0, since, revision, version, changesAt, untold && JSON.stringify(untold)];
      const { changes } =
        revision === 1
          ? database.run(insert, customerId, segmentId, ...values)
          : database.run(update, ...values, customerId, segmentId, revision - 1);
      if (changes === 0) return false;
      const remembered = recent.get(customerId);
      const place = remembered?.findIndex((one) => one.segmentId === segmentId) ?? -1;
      if (remembered && place >= 0) remembered[place] = membership;
      else recent.delete(customerId);
      return true;
    },

    counts() {
      return new Map(counts.all().map((row) => [text(row, 'segmentId'), integer(row, 'members')]));
    },

    *members(segmentId) {
      for (const row of members.iterate(segmentId)) yield toMembership(row);
    },
  };
}

export function toMembership(row: Row): Membership {
  const untold = textOrNull(row, 'untold');
  return {
    customerId: text(row, 'customerId'),
    segmentId: text(row, 'segmentId'),
    inside: integer(row, 'inside') === 1,
    since: integer(row, 'since'),
    revision: integer(row, 'revision'),
    version: text(row, 'version'),
    changesAt: integerOrNull(row, 'changesAt'),
    untold: untold === null ? null : JSON.parse(untold),
  };
}
