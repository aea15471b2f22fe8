// The profiles of customers, and the keys of the changes that were made to them.

import { emptyProfile } from '../../customer/apply-event.ts';
import type { CustomerEvent } from '../../customer/event.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Profiles } from '../../ports.ts';
import type { Database } from '../database.ts';
import type { Recent } from '../recent.ts';
import { integer, json } from '../row.ts';
import { consentKeeper } from './consents.ts';
import { createErasures } from './erasures.ts';

/** How many profiles are remembered. */
const REMEMBERED = 1000;

export type ProfileStore = Profiles & {
  /** How many customers are known. */
  count(): number;
};

export function createProfiles(database: Database): ProfileStore {
  const addKey = database.prepare(
    'INSERT INTO profileChanges (customerId, key) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const page = database.prepare(
    'SELECT profile FROM profiles WHERE customerId > ? ORDER BY customerId LIMIT ?',
  );
  const count = database.prepare('SELECT count(*) AS customers FROM profiles');
  const read = profileReader(database);
  const change = profileChanger(database);
  const keepingConsent = consentKeeper(database);

  return {
    count: () => integer(count.get() ?? {}, 'customers'),

    get: async (customerId) => read(customerId),

    async page(cursor, atMost) {
      const profiles = page.all(cursor, atMost).map((row) => json<Profile>(row, 'profile'));
      const last = profiles.length < atMost ? undefined : profiles.at(-1);
      return { profiles, next: last?.id ?? null };
    },

    async change(customerId, key, apply, evidence) {
      return database.write(() => {
        const isNew = addKey.run(customerId, key).changes > 0;
        if (!isNew) return change(customerId, unchanged);
        return change(customerId, keepingConsent(apply, evidence));
      });
    },
  };
}

export function unchanged(profile: Profile): Profile {
  return profile;
}

function remembered(database: Database): Recent<Profile> {
  return database.remember('profiles', REMEMBERED);
}

export function profileReader(database: Database): (customerId: string) => Profile | undefined {
  const find = database.prepare('SELECT profile FROM profiles WHERE customerId = ?');
  const recent = remembered(database);

  return (customerId) => {
    const known = recent.get(customerId);
    if (known) return known;
    const row = find.get(customerId);
    if (!row) return undefined;
    const profile = json<Profile>(row, 'profile');
    recent.set(customerId, profile);
    return profile;
  };
}

type Changer = (
  customerId: string,
  change: (profile: Profile) => Profile,
  by?: Pick<CustomerEvent, 'type' | 'at'>,
) => Profile;

/**
 * Changes a profile, beginning with an empty one for a new customer, inside the caller's `write`. From then on the
 * customer is known, whether anything changed or not. Throws `ErasedError` for a customer who was erased, unless the
 * event that changes it begins anew.
 */
export function profileChanger(database: Database): Changer {
  const erasures = createErasures(database);
  const read = profileReader(database);
  const recent = remembered(database);
  const write = database.prepare(
    'INSERT INTO profiles (customerId, profile) VALUES (?, ?) ON CONFLICT DO UPDATE SET profile = excluded.profile',
  );

  return (customerId, change, by) => {
    const known = read(customerId);
    const erasure = erasures.admit(customerId, known, by);
    const profile = known ?? emptyProfile(customerId, erasure?.at);
    const changed = change(profile);
    if (changed === known) return changed;
    const written = JSON.stringify(changed);
    write.run(customerId, written);
    recent.set(customerId, JSON.parse(written));
    return changed;
  };
}
