// The events of each customer: recorded once, numbered as they arrive, read in order of time and then of arrival.

import {
  type CustomerEvent,
  comparePositions,
  type Position,
  type TimelineEvent,
} from '../../customer/event.ts';
import type { Profile } from '../../customer/profile.ts';
import type { Periods } from '../../journey/retention.ts';
import type { Clock, Recorded, Timeline } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { keepingEvidence } from './consents.ts';
import { expiresAfter } from './expiry.ts';
import { type Item, json, type Key, text } from './item.ts';
import { keyOf, partitionOf, sortable } from './keys.ts';
import type { Table } from './open-table.ts';
import { keeping, knownProfile, profileKey, profileOf } from './profiles.ts';
import type { Tombstones } from './tombstones.ts';

const BEGINNING: Position = { at: Number.MIN_SAFE_INTEGER, seq: 0 };
const END: Position = { at: Number.MAX_SAFE_INTEGER, seq: 0 };

export function createTimeline(
  table: Table,
  tombstones: Tombstones,
  clock: Clock,
  { events }: Periods,
): Timeline {
  async function find(customerId: string, receipt: Item): Promise<TimelineEvent> {
    const item = await table.get({ pk: partitionOf(customerId), sk: text(receipt, 'place') });
    if (!item) throw new Error(`The event at ${receipt.pk} / ${receipt.sk} is gone, and its receipt is not.`);
    return json(item, 'event');
  }

  return {
    record: (event, change, evidence) =>
      untilSettled(`recording the event ${event.id} of ${event.customerId}`, async () => {
        const { customerId, id } = event;
        const receiptKey = keyOfReceipt(customerId, id);
        const [receipt, found] = await table.getAll([receiptKey, profileKey(customerId)]);
        const before = found && json<Profile>(found, 'profile');
        const { checks, erasedAt } = await tombstones.admit(customerId, before, event);
        if (receipt) return recordedBefore(table, receipt, await find(customerId, receipt));
        const known = knownProfile(customerId, found, erasedAt);
        const profile = change(known.profile);
        const seq = known.arrivals + 1;
        const added: TimelineEvent = { ...event, seq };
        const place = keyOfPlace(event.type, added);
        const expiry = expiresAfter(events, Math.max(event.at, clock.now()));
        const refused = await table.writeAll([
          { put: { ...receiptKey, place, done: false, ...expiry }, if: 'absent' },
          { put: { pk: receiptKey.pk, sk: place, event: JSON.stringify(added), ...expiry }, if: 'absent' },
          ...keeping(known, profile, seq),
          ...keepingEvidence(evidence?.(known.profile)),
          ...checks,
        ]);
        if (refused.length > 0) return undefined;
        return { event: added, again: false, isFirst: seq === 1, done: false, profile };
      }),

    async markDone({ customerId, id }) {
      await table.write({ set: { done: true }, of: keyOfReceipt(customerId, id), if: 'present' });
    },

    async get(customerId, eventId) {
      const receipt = await table.get(keyOfReceipt(customerId, eventId));
      if (!receipt) return undefined;
      // Both expire at the same moment, and go one after the other.
      const item = await table.get({ pk: partitionOf(customerId), sk: text(receipt, 'place') });
      return item && json<TimelineEvent>(item, 'event');
    },

    async read(customerId, { types, after = BEGINNING, upTo = END }) {
      const first = { at: after.at, seq: after.seq + 1 };
      if (comparePositions(first, upTo) > 0) return [];
      const wanted = [...new Set(types)];
      const partition = partitionOf(customerId);
      const ofTypes = await Promise.all(
        wanted.map((type) =>
          table.query({ partition, from: keyOfPlace(type, first), to: keyOfPlace(type, upTo) }),
        ),
      );
      const events = ofTypes.flat().map((item): TimelineEvent => json(item, 'event'));
      return wanted.length > 1 ? events.sort(comparePositions) : events;
    },
  };
}

/** The profile is read after the receipt, so that the event is in it. */
async function recordedBefore(table: Table, receipt: Item, event: TimelineEvent): Promise<Recorded> {
  const item = await table.get(profileKey(event.customerId));
  const profile = profileOf(item, event.customerId);
  return { event, again: true, isFirst: false, done: receipt.done === true, profile };
}

/** A receipt says that an event of this id was recorded, where it is, and whether it is done. */
function keyOfReceipt(customerId: string, eventId: CustomerEvent['id']): Key {
  return { pk: partitionOf(customerId), sk: keyOf('receipt', eventId) };
}

function keyOfPlace(type: string, { at, seq }: Position): string {
  return keyOf('event', type, sortable(at), sortable(seq));
}
