// The profiles of customers, and the keys of the changes that were made to them.

import { emptyProfile } from '../../customer/apply-event.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Profiles } from '../../ports.ts';
import type { Database } from '../database.ts';
import { text } from '../row.ts';

export function createProfiles(database: Database): Profiles {
  const read = database.prepare('SELECT profile FROM profiles WHERE customerId = ?');
  const addKey = database.prepare(
    'INSERT INTO profileChanges (customerId, key) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const change = profileChanger(database);

  return {
    async get(customerId) {
      const row = read.get(customerId);
      return row && JSON.parse(text(row, 'profile'));
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
    const stored = row && text(row, 'profile');
    const changed = change(stored === undefined ? emptyProfile(customerId) : JSON.parse(stored));
    const next = JSON.stringify(changed);
    if (next !== stored) write.run(customerId, next);
    return changed;
  };
}
