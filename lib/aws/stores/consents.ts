// The evidence of what customers agreed to, an item for each event or import that spoke of it; and beside it, as one small
// item, what they agree to now, on which the claim of a message depends.

import { byKeeping, type ConsentRecord } from '../../customer/consent-record.ts';
import { consentText } from '../../customer/consent-text.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Consents } from '../../ports.ts';
import { json, type Key } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

export function createConsents(table: Table): Consents {
  return {
    async of(customerId) {
      const items = await table.query({ partition: partitionOf(customerId), ...beginningWith('consent') });
      return items.map((item) => json<ConsentRecord>(item, 'record')).sort(byKeeping);
    },
  };
}

/** The writes that keep a record, if there is one; together with what makes its event or import be taken once. */
export function keepingEvidence(consent: ConsentRecord | undefined): Write[] {
  if (!consent) return [];
  const key = { pk: partitionOf(consent.customerId), sk: keyOf('consent', consent.id) };
  return [{ put: { ...key, record: JSON.stringify(consent) } }];
}

/** The writes that go with a change of the profile; none where it leaves consent as it was. */
export function keepingAgreed(before: Profile, after: Profile): Write[] {
  const agreed = consentText(after);
  return agreed === consentText(before) ? [] : [{ put: { ...keyOfAgreed(after.id), agreed } }];
}

/** On this a marketing message depends. No item says that consent never changed since it was read. */
export function ifAgreed(customerId: string, agreed: string): Write {
  return { check: keyOfAgreed(customerId), if: { absentOr: { agreed } } };
}

function keyOfAgreed(customerId: string): Key {
  return { pk: partitionOf(customerId), sk: 'consent' };
}
