// Every access pattern of the stores: what is asked or written, under which keys, and an example to measure it by.

import type { Stores } from '../../../lib/aws/stores/index.ts';
import type { DueItem, Membership, Pass, RunEnd } from '../../../lib/ports.ts';
import {
  aCall,
  aDecision,
  aMessage,
  anEvent,
  aRun,
  aWait,
  countOrder,
  leaveAsIs,
  minute,
  noon,
} from '../../contracts/examples.ts';

/** Keys are sort keys in the customer's partition, unless a partition stands before them. */
export type Pattern = {
  port: keyof Stores;
  what: string;
  keys: string;
  /** What is there before. */
  before?: (stores: Stores) => Promise<unknown>;
  act: (stores: Stores) => Promise<unknown>;
};

const welcome = { name: 'welcome/greeting', files: { 'sms.en': 'Welcome, {{ customer.attributes.name }}!' } };
const content = { locale: 'en', body: 'Is all well with your shoes, Ana?' };
const goal = { event: 'tier.upgraded', within: 'P30D' };
const completed: RunEnd = { status: 'completed', outcome: null, at: noon, splits: {} };
const pass: Pass = { name: 'dates', version: 'a1', handled: 0, startedAt: noon, finishedAt: null };
const birthday: DueItem = { kind: 'trigger', id: 'birthday', customerId: 'ana', at: noon, rule: 'birthday' };
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
const begun = ({ runs }: Stores) => runs.claim(aRun(), 0);
const ended = ({ runs }: Stores) => runs.end('ana', 'follow-up-1', completed);

async function waiting(stores: Stores): Promise<void> {
  await stores.waits.register(aWait());
}

async function woken(stores: Stores): Promise<void> {
  await waiting(stores);
  await stores.waits.satisfy(aWait(), 'delivered-1');
}

async function claimed(stores: Stores): Promise<void> {
  await begun(stores);
  await stores.messages.claim(aMessage());
}

async function called(stores: Stores): Promise<void> {
  await begun(stores);
  await stores.calls.begin(aCall());
}

async function hundredCustomers({ profiles }: Stores): Promise<void> {
  const ids = Array.from({ length: 101 }, (_, nth) => `customer-${nth}`);
  await Promise.all(ids.map((id) => profiles.change(id, 'import', leaveAsIs)));
}

const another = anEvent({ id: 'order-2-placed', at: noon + minute });

export const patterns: readonly Pattern[] = [
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
    keys: 'the same, and `customers#<shard>`: `customer#<id>`',
    act: recorded,
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
    port: 'runs',
    what: 'read an enrolment',
    keys: '`enrolment#<journey>#<concurrency key>`',
    before: begun,
    act: ({ runs }) => runs.enrolment('ana', 'follow-up', ''),
  },
  {
    port: 'runs',
    what: 'claim a run',
    keys: '`enrolment#<journey>#<concurrency key>`, `run#<run>`, `watch#<run>`',
    act: begun,
  },
  {
    port: 'runs',
    what: 'be refused a run',
    keys: 'the same',
    before: begun,
    act: ({ runs }) => runs.claim(aRun({ id: 'follow-up-2' }), 0),
  },
  {
    port: 'runs',
    what: 'read a run',
    keys: '`run#<run>`',
    before: begun,
    act: ({ runs }) => runs.get('ana', 'follow-up-1'),
  },
  {
    port: 'runs',
    what: 'find the runs that an event may end or convert: none',
    keys: '`watch#`',
    act: ({ runs }) => runs.watching('ana'),
  },
  {
    port: 'runs',
    what: 'find the runs that an event may end or convert: one',
    keys: '`watch#`, then `run#<run>` of each',
    before: begun,
    act: ({ runs }) => runs.watching('ana'),
  },
  {
    port: 'runs',
    what: 'end a run',
    keys: '`run#<run>`, `enrolment#<journey>#<concurrency key>`, `watch#<run>`',
    before: begun,
    act: ended,
  },
  {
    port: 'runs',
    what: 'convert a run that has ended',
    keys: '`run#<run>`, `watch#<run>`',
    before: async (stores) => {
      await stores.runs.claim(aRun({ goal }), 0);
      await ended(stores);
    },
    act: ({ runs }) => runs.convert('ana', 'follow-up-1', noon),
  },
  {
    port: 'runs',
    what: "read all of a customer's runs: one",
    keys: '`run#`',
    before: begun,
    act: ({ runs }) => runs.of('ana'),
  },
  {
    port: 'waits',
    what: 'register a wait',
    keys: '`wait#<run>#<step>#<visit>`, `open-wait#<run>#<step>#<visit>`',
    act: waiting,
  },
  {
    port: 'waits',
    what: 'find the open waits: none',
    keys: '`open-wait#`',
    act: ({ waits }) => waits.open('ana', 'order.delivered'),
  },
  {
    port: 'waits',
    what: 'find the open waits: one',
    keys: '`open-wait#`',
    before: waiting,
    act: ({ waits }) => waits.open('ana', 'order.delivered'),
  },
  {
    port: 'waits',
    what: 'give a wait its event',
    keys: 'those of a wait, and `given#<run>#<event>`',
    before: waiting,
    act: ({ waits }) => waits.satisfy(aWait(), 'delivered-1'),
  },
  {
    port: 'waits',
    what: 'take an event back',
    keys: 'those of a wait, and `given#<run>#<event>`',
    before: woken,
    act: ({ waits }) => waits.release(aWait()),
  },
  {
    port: 'waits',
    what: 'find the satisfied waits of a run: one',
    keys: '`wait#<run>#`',
    before: woken,
    act: ({ waits }) => waits.satisfied('ana', 'follow-up-1'),
  },
  {
    port: 'waits',
    what: 'close the waits of a run: one that is open',
    keys: '`wait#<run>#`; those of each open wait',
    before: waiting,
    act: ({ waits }) => waits.close('ana', 'follow-up-1'),
  },
  {
    port: 'messages',
    what: 'claim a send',
    keys: '`message#<run>#<step>#<visit>`; `run#<run>`, checked',
    before: begun,
    act: ({ messages }) => messages.claim(aMessage()),
  },
  {
    port: 'messages',
    what: 'learn that a send was claimed before',
    keys: 'the same, and `message#<run>#<step>#<visit>`, read',
    before: claimed,
    act: ({ messages }) => messages.claim(aMessage()),
  },
  {
    port: 'messages',
    what: 'record a message that was sent, with its content',
    keys: '`content#<run>#<step>#<visit>`, `message#<run>#<step>#<visit>`',
    before: claimed,
    act: ({ messages }) => messages.record(aMessage({ status: 'sent' }), content),
  },
  {
    port: 'messages',
    what: 'give a claim up',
    keys: '`message#<run>#<step>#<visit>`',
    before: claimed,
    act: ({ messages }) => messages.release(aMessage()),
  },
  {
    port: 'messages',
    what: "read what became of a run's messages: one",
    keys: '`message#<run>#`',
    before: claimed,
    act: ({ messages }) => messages.fates('ana', 'follow-up-1'),
  },
  {
    port: 'calls',
    what: 'begin a call, or note a further attempt',
    keys: '`call#<run>#<step>#<visit>`; `run#<run>`, checked',
    before: begun,
    act: ({ calls }) => calls.begin(aCall()),
  },
  {
    port: 'calls',
    what: 'record what became of a call',
    keys: '`call#<run>#<step>#<visit>`',
    before: called,
    act: ({ calls }) => calls.record(aCall({ status: 'answered', answer: { risk: 0.5 } })),
  },
  {
    port: 'calls',
    what: "read the answers of a run's calls: one",
    keys: '`call#<run>#`',
    before: called,
    act: ({ calls }) => calls.answers('ana', 'follow-up-1'),
  },
  {
    port: 'decisions',
    what: 'keep a decision',
    keys: '`decision#<key>`',
    act: ({ decisions }) => decisions.add('message', aDecision()),
  },
  {
    port: 'decisions',
    what: "read a customer's decisions: one",
    keys: '`decision#`',
    before: ({ decisions }) => decisions.add('message', aDecision()),
    act: ({ decisions }) => decisions.of('ana'),
  },
  {
    port: 'due',
    what: 'plan a moment for a subject that has none',
    keys: '`due#<kind>#<id>`; in `byMoment`, `due#<day>#<shard>`: `<time>#<kind>#<id>#<customer>`',
    before: ({ due }) => due.plan({ ...birthday, customerId: 'ben' }),
    act: ({ due }) => due.plan(birthday),
  },
  {
    port: 'due',
    what: 'plan another moment in its place',
    keys: 'the same',
    before: ({ due }) => due.plan(birthday),
    act: ({ due }) => due.plan({ ...birthday, at: noon + minute }),
  },
  {
    port: 'due',
    what: 'read what is planned for a subject',
    keys: '`due#<kind>#<id>`',
    before: ({ due }) => due.plan(birthday),
    act: ({ due }) => due.planned(birthday),
  },
  {
    port: 'due',
    what: 'sweep, with nothing due',
    keys: '`due`: `floor`; in `byMoment`, `due#<day>#<shard>` of two days and all shards, up to now',
    before: ({ due }) => due.plan({ ...birthday, at: noon + minute }),
    act: ({ due }) => due.due(noon, 1000),
  },
  {
    port: 'due',
    what: 'settle or drop what is planned',
    keys: '`due#<kind>#<id>`',
    before: ({ due }) => due.plan(birthday),
    act: ({ due }) => due.settle(birthday),
  },
  {
    port: 'passes',
    what: 'read a pass',
    keys: '`passes`: `pass#<name>`',
    before: ({ passes }) => passes.save(pass),
    act: ({ passes }) => passes.get('dates'),
  },
  {
    port: 'passes',
    what: 'save or drop a pass',
    keys: '`passes`: `pass#<name>`',
    act: ({ passes }) => passes.save(pass),
  },
  {
    port: 'passes',
    what: 'read all passes: one',
    keys: '`passes`: `pass#`',
    before: ({ passes }) => passes.save(pass),
    act: ({ passes }) => passes.all(),
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
  {
    port: 'templates',
    what: 'read a bundle, once a process',
    keys: '`template#<hash>`: `bundle`',
    before: ({ templates }) => templates.put(welcome),
    act: ({ templates }) => templates.get('no-such-bundle'),
  },
  {
    port: 'templates',
    what: 'put a bundle, at a deployment',
    keys: '`template#<hash>`: `bundle`; `templates`: `template#<hash>`',
    act: ({ templates }) => templates.put(welcome),
  },
  {
    port: 'templates',
    what: 'remove the bundles that nothing uses: one',
    keys: '`templates`: `template#`; those of each bundle',
    before: ({ templates }) => templates.put(welcome),
    act: ({ templates }) => templates.keepOnly(new Set()),
  },
];
