// Everything that is kept of a customer, as one value for machines to read: what GDPR calls access and portability.

import { formatInstant } from '../../lib/customer/time.ts';
import type { CustomerRecords, Ports } from '../../lib/ports.ts';

export type CustomerExport = { customerId: string; exportedAt: string; records: CustomerRecords };

/** Undefined if nothing is kept of the customer. Moments in the records are in milliseconds since 1970. */
export async function exportCustomer(
  { personalData, clock }: Pick<Ports, 'personalData' | 'clock'>,
  customerId: string,
): Promise<CustomerExport | undefined> {
  const records = await personalData.ofCustomer(customerId);
  if (Object.keys(records).length === 0) return undefined;
  return { customerId, exportedAt: formatInstant(clock.now()), records };
}
