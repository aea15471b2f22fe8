// The access patterns of what is done in the background, and of templates.

import type { DueItem, Pass } from '../../../../lib/ports.ts';
import { minute, noon } from '../../../contracts/examples.ts';
import type { Pattern } from './pattern.ts';

const welcome = { name: 'welcome/greeting', files: { 'sms.en': 'Welcome, {{ customer.attributes.name }}!' } };

const pass: Pass = { name: 'dates', version: 'a1', handled: 0, startedAt: noon, finishedAt: null };

const birthday: DueItem = { kind: 'trigger', id: 'birthday', customerId: 'ana', at: noon, rule: 'birthday' };

export const patternsOfBackground: readonly Pattern[] = [
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
