// The access patterns of runs and their waits.

import { hash } from 'node:crypto';
import type { Stores } from '../../../../lib/aws/stores/index.ts';
import type { RunEnd } from '../../../../lib/ports.ts';
import { aRun, aWait, minute, noon } from '../../../contracts/examples.ts';
import type { Pattern } from './pattern.ts';

const goal = { event: 'tier.upgraded', within: 'P30D' };

const completed: RunEnd = { status: 'completed', outcome: null, at: noon, splits: {} };

const begun = ({ runs }: Stores) => runs.claim(aRun(), 0);

const ended = ({ runs }: Stores) => runs.end('ana', 'follow-up-1', completed);

async function waiting(stores: Stores): Promise<void> {
  await stores.waits.register(aWait());
}

async function woken(stores: Stores): Promise<void> {
  await waiting(stores);
  await stores.waits.satisfy(aWait(), 'delivered-1');
}

export const patternsOfRuns: readonly Pattern[] = [
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
    keys:
      '`enrolment#<journey>#<concurrency key>`, `run#<run>`, `watch#<run>`; ' +
      'in `byMoment`, `active#<shard>`: `<time>#<customer>#<run>`',
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
    keys: '`run#<run>`, `enrolment#<journey>#<concurrency key>`, `watch#<run>`; in `byMoment`, that of its claim',
    before: begun,
    act: ended,
  },
  {
    port: 'runs',
    what: 'reopen a run that failed',
    keys: '`run#<run>`, `enrolment#<journey>#<concurrency key>`, `watch#<run>`',
    before: async (stores) => {
      await begun(stores);
      await stores.runs.end('ana', 'follow-up-1', {
        ...completed,
        status: 'failed',
        outcome: 'TerminalError',
      });
    },
    act: ({ runs }) => runs.reopen('ana', 'follow-up-1', { count: 1, at: noon }),
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
    port: 'runs',
    what: 'list 1,000 runs that seem active',
    keys: 'in `byMoment`, `active#<shard>` of all shards, up to some hours ago',
    before: async ({ runs }) => {
      const ids = Array.from({ length: 1000 }, (_, nth) => `follow-up-${hash('md5', String(nth))}`);
      await Promise.all(ids.map((id) => runs.claim(aRun({ id, customerId: id.slice(10) }), 0)));
    },
    act: ({ runs }) => runs.active(noon + minute, '', 1000),
  },
  {
    port: 'runs',
    what: 'list the runs that seem active: none',
    keys: 'the same',
    act: ({ runs }) => runs.active(noon + minute, '', 1000),
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
    port: 'waits',
    what: 'reopen the waits of a run: one that was closed',
    keys: '`wait#<run>#`; those of each closed wait',
    before: async (stores) => {
      await waiting(stores);
      await stores.waits.close('ana', 'follow-up-1');
    },
    act: ({ waits }) => waits.reopen('ana', 'follow-up-1'),
  },
];
