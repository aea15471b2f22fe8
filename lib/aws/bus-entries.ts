// Events as EventBridge takes them, and how many of them fit into one call. Pure.

import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { CustomerEvent } from '../customer/event.ts';
import { TerminalError } from '../journey/errors.ts';

/** By this, rules know Milepost's events. */
export const SOURCE = 'milepost';

const MOST_ENTRIES = 10;

/**
 * All entries of a call must be less than 1 MB together, and so must one. The queue behind the bus takes 1 MiB, and
 * EventBridge's envelope comes on top.
 */
const MOST_BYTES = 1_000_000;

export function entryOf(event: CustomerEvent, busName: string): PutEventsRequestEntry {
  return { EventBusName: busName, Source: SOURCE, DetailType: event.type, Detail: JSON.stringify(event) };
}

/** The entries in as few calls as possible, in their order. Throws if one is too large for any. */
export function callsOf(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const calls: PutEventsRequestEntry[][] = [];
  let last: PutEventsRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (size > MOST_BYTES) throw tooLarge(entry, size);
    if (calls.length === 0 || last.length === MOST_ENTRIES || bytes + size > MOST_BYTES) {
      last = [];
      bytes = 0;
      calls.push(last);
    }
    last.push(entry);
    bytes += size;
  }
  return calls;
}

/** As EventBridge counts: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number {
  return Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
}

function tooLarge({ DetailType, Detail = '' }: PutEventsRequestEntry, size: number): TerminalError {
  const start = Detail.slice(0, 200);
  return new TerminalError(
    `an event ${DetailType} has ${size} bytes, and the bus takes ${MOST_BYTES}; give it fewer properties: ${start}…`,
  );
}
