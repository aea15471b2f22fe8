// The evidence of what customers agreed to: added with the change of a profile, and never changed.

import { byKeeping, type ConsentRecord } from '../../customer/consent-record.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Consents, EvidenceOf } from '../../ports.ts';
import type { Database } from '../database.ts';
import { json } from '../row.ts';

export function createConsents(database: Database): Consents {
  const ofCustomer = database.prepare('SELECT record FROM consents WHERE customerId = ?');

  return {
    async of(customerId) {
      return ofCustomer
        .all(customerId)
        .map((row) => json<ConsentRecord>(row, 'record'))
        .sort(byKeeping);
    },
  };
}

type Change = (profile: Profile) => Profile;

/** A change that keeps the evidence of what it says about consent, inside the caller's `write`. */
export function consentKeeper(database: Database): (change: Change, evidence?: EvidenceOf) => Change {
  const keep = database.prepare('INSERT OR IGNORE INTO consents (customerId, id, record) VALUES (?, ?, ?)');

  return (change, evidence) => (profile) => {
    const record = evidence?.(profile);
    if (record) keep.run(record.customerId, record.id, JSON.stringify(record));
    return change(profile);
  };
}
