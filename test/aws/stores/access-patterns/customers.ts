// The access patterns of what is known of a customer.

import type { Stores } from '../../../../lib/aws/stores/index.ts';
import { applyEvent } from '../../../../lib/customer/apply-event.ts';
import { recordOf } from '../../../../lib/customer/consent-record.ts';
import type { Membership } from '../../../../lib/ports.ts';
import { anEvent, countOrder, leaveAsIs, minute, noon } from '../../../contracts/examples.ts';
import type { Pattern } from './pattern.ts';

const isNew: Membership = {
  customerId: 'ana',
  segmentId: 'new',
  inside: true,
  since: noon,
  revision: 1,
  version: 'a1b2c3d4e5f6',
  changesAt: null,
  untold: null,
};

const recorded = ({ timeline }: Stores) => timeline.record(anEvent(), countOrder);

const withdrawal = anEvent({ id: 'stop', type: 'customer.unsubscribed', properties: { channel: 'sms' } });
const withdraws = ({ timeline }: Stores) =>
  timeline.record(
    withdrawal,
    (profile) => applyEvent(profile, withdrawal),
    () => recordOf(withdrawal, noon),
  );
const begun = ({ personalData }: Stores) => personalData.begin('ana', noon);

async function hundredCustomers({ profiles }: Stores): Promise<void> {
  const ids = Array.from({ length: 101 }, (_, nth) => `customer-${nth}`);
  await Promise.all(ids.map((id) => profiles.change(id, 'import', leaveAsIs)));
}

const another = anEvent({ id: 'order-2-placed', at: noon + minute });

export const patternsOfCustomers: readonly Pattern[] = [
  {
    port: 'timeline',
    what: 'record an event of a known customer',
    keys: '`receipt#<event>`, `event#<type>#<time>#<arrival>`, `profile`',
    before: recorded,
    act: ({ timeline }) => timeline.record(another, countOrder),
  },
  {
    port: 'timeline',
    what: 'record the first event of a customer',
    keys: 'the same, and `customers#<shard>`: `customer#<id>`; `erased#<digest>`: `tombstone`, looked for and checked',
    act: recorded,
  },
  {
    port: 'timeline',
    what: 'record an event that changes consent, with its evidence',
    keys: 'those of a known customer, and `consent`, `consent#<event>`',
    before: recorded,
    act: withdraws,
  },
  {
    port: 'timeline',
    what: 'record an event that came before',
    keys: 'the first three, read',
    before: recorded,
    act: recorded,
  },
  {
    port: 'timeline',
    what: 'mark an event done',
    keys: '`receipt#<event>`',
    before: recorded,
    act: ({ timeline }) => timeline.markDone({ ...anEvent(), seq: 1 }),
  },
  {
    port: 'timeline',
    what: 'find an event by its id',
    keys: '`receipt#<event>`, then `event#<type>#<time>#<arrival>`',
    before: recorded,
    act: ({ timeline }) => timeline.get('ana', 'order-1-placed'),
  },
  {
    port: 'timeline',
    what: 'read the events of a type from a position on',
    keys: '`event#<type>#` from `<time>#<arrival>` on',
    before: recorded,
    act: ({ timeline }) => timeline.read('ana', { types: ['order.placed'] }),
  },
  {
    port: 'profiles',
    what: 'read a profile',
    keys: '`profile`',
    before: recorded,
    act: ({ profiles }) => profiles.get('ana'),
  },
  {
    port: 'profiles',
    what: 'change a profile once for a key',
    keys: '`change#<key>`, `profile`',
    before: recorded,
    act: ({ profiles }) => profiles.change('ana', 'run-1/add-points', countOrder),
  },
  {
    port: 'profiles',
    what: 'read a page of 100 of all customers',
    keys: '`customers#<shard>`: from `customer#<id>` on; `profile` of each',
    before: hundredCustomers,
    act: ({ profiles }) => profiles.page('', 100),
  },
  {
    port: 'consents',
    what: 'read the evidence of a customer: one',
    keys: '`consent#`',
    before: withdraws,
    act: ({ consents }) => consents.of('ana'),
  },
  {
    port: 'personalData',
    what: 'begin an erasure: of a customer without runs',
    keys: '`erased#<digest>`: `tombstone`; `profile`; `customers#<shard>`: `customer#<id>`; `watch#`, and `run#<run>` of each',
    before: recorded,
    act: begun,
  },
  {
    port: 'personalData',
    what: 'remove all that is kept: an event',
    keys: 'the whole partition',
    before: recorded,
    act: ({ personalData }) => personalData.remove('ana'),
  },
  {
    port: 'personalData',
    what: 'note what was removed, or count an event that came too late',
    keys: '`erased#<digest>`: `tombstone`',
    before: begun,
    act: ({ personalData }) => personalData.countDropped('ana'),
  },
  {
    port: 'personalData',
    what: 'read all that is kept: an event',
    keys: 'the whole partition',
    before: recorded,
    act: ({ personalData }) => personalData.ofCustomer('ana'),
  },
  {
    port: 'segments',
    what: "read a customer's memberships: one",
    keys: '`segment#`',
    before: ({ segments }) => segments.save(isNew),
    act: ({ segments }) => segments.of('ana'),
  },
  {
    port: 'segments',
    what: 'save a membership',
    keys: '`segment#<segment>`',
    act: ({ segments }) => segments.save(isNew),
  },
];
