// The profiles of customers, and the keys of the changes that were made to them.

import { emptyProfile } from '../../customer/apply-event.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Profiles } from '../../ports.ts';
import type { Database } from '../database.ts';
import { integer, json } from '../row.ts';

export type ProfileStore = Profiles & {
  /** How many customers are known. */
  count(): number;
};

export function createProfiles(database: Database): ProfileStore {
  const read = database.prepare('SELECT profile FROM profiles WHERE customerId = ?');
  const addKey = database.prepare(
    'INSERT INTO profileChanges (customerId, key) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const page = database.prepare(
    'SELECT profile FROM profiles WHERE customerId > ? ORDER BY customerId LIMIT ?',
  );
  const count = database.prepare('SELECT count(*) AS customers FROM profiles');
  const change = profileChanger(database);

  return {
    count: () => integer(count.get() ?? {}, 'customers'),

    async get(customerId) {
      const row = read.get(customerId);
      return row && json<Profile>(row, 'profile');
    },

    async page(cursor, atMost) {
      const profiles = page.all(cursor, atMost).map((row) => json<Profile>(row, 'profile'));
      const last = profiles.length < atMost ? undefined : profiles.at(-1);
      return { profiles, next: last?.id ?? null };
    },

    async change(customerId, key, apply) {
      return database.write(() => {
        const isNew = addKey.run(customerId, key).changes > 0;
        return change(customerId, isNew ? apply : unchanged);
      });
    },
  };
}

export function unchanged(profile: Profile): Profile {
  return profile;
}

/**
 * Changes a profile, beginning with an empty one for a new customer, inside the caller's `write`. From then on the
 * customer is known, whether anything changed or not.
 */
export function profileChanger(
  database: Database,
): (customerId: string, change: (profile: Profile) => Profile) => Profile {
  const read = database.prepare('SELECT profile FROM profiles WHERE customerId = ?');
  const write = database.prepare(
    'INSERT INTO profiles (customerId, profile) VALUES (?, ?) ON CONFLICT DO UPDATE SET profile = excluded.profile',
  );

  return (customerId, change) => {
    const row = read.get(customerId);
    const profile: Profile = row ? json(row, 'profile') : emptyProfile(customerId);
    const changed = change(profile);
    if (changed !== profile || !row) write.run(customerId, JSON.stringify(changed));
    return changed;
  };
}
