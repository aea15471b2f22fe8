// The evidence of what customers agreed to: added with the change of a profile, and never changed.

import { byKeeping, type ConsentRecord } from '../../customer/consent-record.ts';
import type { Consents } from '../../ports.ts';
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

/** Keeps a record, if there is one and it is not kept yet, inside the caller's `write`. */
export function consentKeeper(database: Database): (consent: ConsentRecord | undefined) => void {
  const keep = database.prepare('INSERT OR IGNORE INTO consents (customerId, id, record) VALUES (?, ?, ?)');

  return (consent) => {
    if (consent) keep.run(consent.customerId, consent.id, JSON.stringify(consent));
  };
}
