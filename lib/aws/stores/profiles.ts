// The profiles of customers, the keys of the changes that were made to them, and the list of all customers.

import { emptyProfile } from '../../customer/apply-event.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Clock, Profiles } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { keepingAgreed, keepingEvidence } from './consents.ts';
import { expiresAfterRuns } from './expiry.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, justAfter, keyOf, partitionOf, shardOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Tombstones } from './tombstones.ts';
import type { Write } from './write.ts';

/** Each takes in five hundred new customers a second. With another number, cursors and listed customers would not be found. */
const SHARDS = 64;

export function createProfiles(table: Table, clock: Clock, tombstones: Tombstones): Profiles {
  return {
    async get(customerId) {
      const item = await table.get(profileKey(customerId));
      return item && json<Profile>(item, 'profile');
    },

    change: (customerId, key, change, evidence) =>
      untilSettled(`changing the profile of ${customerId}`, async () => {
        const changeKey = { pk: partitionOf(customerId), sk: keyOf('change', key) };
        const [done, found] = await table.getAll([changeKey, profileKey(customerId)]);
        const before = found && json<Profile>(found, 'profile');
        const { checks, erasedAt } = await tombstones.admit(customerId, before);
        const known = knownProfile(customerId, found, erasedAt);
        // Read once more: the two were not read at the same moment.
        if (done) return profileOf(await table.get(profileKey(customerId)), customerId);
        const profile = change(known.profile);
        const note: Write = { put: { ...changeKey, ...expiresAfterRuns(clock.now()) }, if: 'absent' };
        const isKept = known.revision > 0 && profile === known.profile;
        const kept = isKept ? [] : [...keeping(known, profile, known.arrivals), ...checks];
        const writes = [note, ...kept, ...keepingEvidence(evidence?.(known.profile))];
        return (await table.writeAll(writes)).length === 0 ? profile : undefined;
      }),

    async page(cursor, atMost) {
      const listed = await listedFrom(table, cursor, atMost);
      const items = await table.getAll(listed.map((item) => profileKey(text(item, 'customerId'))));
      const profiles = items.flatMap((item) => (item ? [json<Profile>(item, 'profile')] : []));
      const last = listed.length < atMost ? undefined : listed.at(-1);
      return { profiles, next: last ? cursorOf(last) : null };
    },
  };
}

/** A profile as it was read: its revision guards a change, and `arrivals` counts the customer's events. */
export type KnownProfile = { profile: Profile; customerId: string; revision: number; arrivals: number };

export function profileKey(customerId: string): Key {
  return { pk: partitionOf(customerId), sk: 'profile' };
}

/** `erasedAt` is that of a customer who begins anew. */
export function knownProfile(customerId: string, item: Item | undefined, erasedAt?: number): KnownProfile {
  if (!item) return { profile: emptyProfile(customerId, erasedAt), customerId, revision: 0, arrivals: 0 };
  return {
    profile: json(item, 'profile'),
    customerId,
    revision: integer(item, 'revision'),
    arrivals: integer(item, 'arrivals'),
  };
}

export function profileOf(item: Item | undefined, customerId: string): Profile {
  if (!item)
    throw new Error(`The profile of customer ${customerId} is gone, and what was written with it is not.`);
  return json(item, 'profile');
}

/** The writes that keep a profile in the place of the known one, and what is agreed to beside it; a new customer is listed, too. */
export function keeping(known: KnownProfile, profile: Profile, arrivals: number): Write[] {
  const { customerId, revision } = known;
  const item = {
    ...profileKey(customerId),
    profile: JSON.stringify(profile),
    revision: revision + 1,
    arrivals,
  };
  const agreed = keepingAgreed(known.profile, profile);
  if (revision > 0) return [{ put: item, if: { revision } }, ...agreed];
  return [{ put: item, if: 'absent' }, { put: { ...listingKey(customerId), customerId } }, ...agreed];
}

export function listingKey(customerId: string): Key {
  return { pk: listOf(shardOf(SHARDS, customerId)), sk: keyOf('customer', customerId) };
}

function listOf(shard: number): string {
  return keyOf('customers', String(shard));
}

/** The next entries of the list, through as many shards as it takes. */
async function listedFrom(table: Table, cursor: string, atMost: number): Promise<Item[]> {
  const all = beginningWith('customer');
  const [shard = '0', ...after] = cursor.split('/');
  const entries: Item[] = [];
  let from = cursor === '' ? all.from : justAfter(after.join('/'));
  for (let nth = Number(shard); nth < SHARDS && entries.length < atMost; nth += 1) {
    entries.push(
      ...(await table.query({ partition: listOf(nth), from, to: all.to }, atMost - entries.length)),
    );
    from = all.from;
  }
  return entries;
}

/** The shard and the key of the last entry that was read. */
function cursorOf(entry: Item): string {
  return `${shardOf(SHARDS, text(entry, 'customerId'))}/${entry.sk}`;
}
