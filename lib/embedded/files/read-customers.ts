// Customer files: one profile a line, NDJSON, gzip or plain.

import { isTooDeep, TOO_DEEP } from '../../customer/ingest.ts';
import { type Customer, CustomerSchema } from '../../customer/profile.ts';
import { sentence } from '../../customer/sentence.ts';
import { openContent } from './content.ts';
import { BadLine, type CustomerEntry } from './entry.ts';
import { readNdjson } from './ndjson.ts';

/** A file's customers and rejected lines, in the file's order. @throws FileError when the file cannot be read. */
export async function* readCustomers(file: string): AsyncGenerator<CustomerEntry> {
  const content = await openContent(file);
  const batches = readNdjson(content, (raw, line): CustomerEntry => {
    return { kind: 'customer', customer: customerOf(raw), line };
  });
  for await (const batch of batches) yield* batch;
}

function customerOf(raw: unknown): Customer {
  if (isTooDeep(raw)) throw new BadLine(TOO_DEEP);
  const parsed = CustomerSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new BadLine(sentence(parsed.error, raw, 'the customer', Object.keys(CustomerSchema.shape)));
}
