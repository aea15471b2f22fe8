// Customer files: one profile a line, NDJSON, gzip or plain.

import { CustomerSchema } from '../../customer/profile.ts';
import { openContent } from './content.ts';
import type { CustomerEntry } from './entry.ts';
import { readNdjson } from './ndjson.ts';

/** A file's customers and rejected lines, in the file's order. @throws FileError when the file cannot be read. */
export async function* readCustomers(file: string): AsyncGenerator<CustomerEntry> {
  const content = await openContent(file);
  const batches = readNdjson(content, CustomerSchema, (customer, line): CustomerEntry => {
    return { kind: 'customer', customer, line };
  });
  for await (const batch of batches) yield* batch;
}
