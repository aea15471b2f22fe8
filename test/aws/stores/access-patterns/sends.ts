// The access patterns of what runs send and call, and of the decisions behind it.

import type { Stores } from '../../../../lib/aws/stores/index.ts';
import { suppress } from '../../../../lib/journey/deliverability/standing.ts';
import { aCall, aDecision, aFrequency, aMessage, aRun, noon } from '../../../contracts/examples.ts';
import type { Pattern } from './pattern.ts';

const content = { locale: 'en', body: 'Is all well with your shoes, Ana?' };

const begun = ({ runs }: Stores) => runs.claim(aRun(), 0);

async function claimed(stores: Stores): Promise<void> {
  await begun(stores);
  await stores.messages.claim(aMessage());
}

async function lost(stores: Stores): Promise<void> {
  await claimed(stores);
  await stores.unknownMessages.keep(aMessage(), { step: 'all-well' });
  await stores.messages.record(aMessage({ status: 'unknown' }), null);
}

const put = ({ inboxes }: Stores) =>
  inboxes.put('ana', {
    id: 'follow-up-1:all-well:',
    at: noon,
    locale: 'en',
    title: 'All well?',
    body: content.body,
  });

async function called(stores: Stores): Promise<void> {
  await begun(stores);
  await stores.calls.begin(aCall());
}

const bounced = { reason: 'hard-bounce', source: 'ses', at: noon, until: null } as const;

const noted = {
  customerId: 'ana',
  runId: 'follow-up-1',
  journeyId: 'follow-up',
  stepId: 'all-well',
  visit: '1',
  at: noon,
};

const suppressAna = ({ suppressions }: Stores) =>
  suppressions.change('email', 'ana@example.com', (standing) => suppress(standing, bounced));

export const patternsOfSends: readonly Pattern[] = [
  {
    port: 'messages',
    what: 'claim a transactional send',
    keys: '`message#<run>#<step>#<visit>`; `run#<run>`, checked',
    before: begun,
    act: ({ messages }) => messages.claim(aMessage()),
  },
  {
    port: 'messages',
    what: 'claim a marketing send',
    keys: 'the same; and `consent`, checked',
    before: begun,
    act: ({ messages }) => messages.claim(aMessage(), { consent: '' }),
  },
  {
    port: 'messages',
    what: 'see how a message stands that is to wait, or whose run is over',
    keys: '`message#<run>#<step>#<visit>`',
    before: claimed,
    act: ({ messages }) => messages.get(aMessage()),
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
    keys: '`message#<run>#`, `fate#<run>#`',
    before: claimed,
    act: ({ messages }) => messages.fates('ana', 'follow-up-1'),
  },
  {
    port: 'messages',
    what: 'claim a marketing send that caps count',
    keys: 'those of a marketing claim; and `frequency`',
    before: begun,
    act: ({ messages }) =>
      messages.claim(aMessage(), { consent: '', counting: { frequency: aFrequency(), revision: 0 } }),
  },
  {
    port: 'frequencies',
    what: 'read how often a customer was written to, and what waits',
    keys: '`frequency`',
    before: ({ frequencies }) => frequencies.keep('ana', aFrequency(), 0),
    act: ({ frequencies }) => frequencies.of('ana'),
  },
  {
    port: 'frequencies',
    what: 'keep it',
    keys: '`frequency`',
    act: ({ frequencies }) => frequencies.keep('ana', aFrequency(), 0),
  },
  {
    port: 'messages',
    what: 'note what feedback tells',
    keys: '`fate#<run>#<step>#<visit>#<fate>`',
    act: ({ messages }) => messages.noteFate({ ...noted, fate: 'delivered', counts: null }),
  },
  {
    port: 'messages',
    what: 'note a hard bounce or a complaint, and count it',
    keys: 'the same; `rates#<shard>`: `<day>#<journey>`',
    act: ({ messages }) => messages.noteFate({ ...noted, fate: 'bounced', counts: 'bounced' }),
  },
  {
    port: 'suppressions',
    what: 'read how an address stands',
    keys: '`address#<channel>#<hash>`: `standing`',
    act: ({ suppressions }) => suppressions.get('email', 'ana@example.com'),
  },
  {
    port: 'suppressions',
    what: 'suppress an address',
    keys: 'the same; `suppressions#<shard>`: `suppressed#<channel>#<hash>`',
    act: suppressAna,
  },
  {
    port: 'suppressions',
    what: 'note a soft bounce or a delivery after one',
    keys: '`address#<channel>#<hash>`: `standing`',
    act: ({ suppressions }) =>
      suppressions.change('email', 'ana@example.com', (standing) => ({ ...standing, deliveredAt: noon })),
  },
  {
    port: 'suppressions',
    what: 'read a page of those that are suppressed: one',
    keys: '`suppressions#<shard>`: `suppressed#`; the standing of each',
    before: suppressAna,
    act: ({ suppressions }) => suppressions.page('', 100),
  },
  {
    port: 'rates',
    what: 'count a message that went out',
    keys: '`rates#<shard>`: `<day>#<journey>`',
    act: ({ rates }) => rates.count('follow-up', noon, 'sent', 'ana'),
  },
  {
    port: 'rates',
    what: 'read what was counted, after a hard bounce or a complaint',
    keys: '`rates#<shard>` of all shards, from `<day>#` on',
    before: ({ rates }) => rates.count('follow-up', noon, 'sent', 'ana'),
    act: ({ rates }) => rates.since(0),
  },
  {
    port: 'pauses',
    what: 'read what is paused: nothing',
    keys: '`pauses`: `pause#`',
    act: ({ pauses }) => pauses.all(),
  },
  {
    port: 'pauses',
    what: 'pause a journey',
    keys: '`pauses`: `pause#<journey>`',
    act: ({ pauses }) => pauses.pause({ journeyId: 'follow-up', reason: '', by: 'rates', at: noon }),
  },
  {
    port: 'unknownMessages',
    what: 'keep what it takes to send a message again',
    keys: '`unknown#<run>#<step>#<visit>`; in `byMoment`, `unknown#<shard>`: `<time>#<customer>#<run>#<step>#<visit>`',
    before: claimed,
    act: ({ unknownMessages }) => unknownMessages.keep(aMessage(), { step: 'all-well' }),
  },
  {
    port: 'unknownMessages',
    what: 'list those of which nobody knows: none',
    keys: 'in `byMoment`, `unknown#<shard>` of all shards',
    act: ({ unknownMessages }) => unknownMessages.list(100),
  },
  {
    port: 'unknownMessages',
    what: 'reopen one, to be claimed anew',
    keys: '`message#<run>#<step>#<visit>`, `unknown#<run>#<step>#<visit>`',
    before: lost,
    act: ({ unknownMessages }) => unknownMessages.reopen(aMessage(), 1),
  },
  {
    port: 'inboxes',
    what: 'put a message into an inbox',
    keys: '`inbox#<run, step and visit>`',
    act: put,
  },
  {
    port: 'inboxes',
    what: 'read an inbox: one message',
    keys: '`inbox#`',
    before: put,
    act: ({ inboxes }) => inboxes.of('ana', 100),
  },
  {
    port: 'inboxes',
    what: 'note that a message was read',
    keys: '`inbox#<run, step and visit>`',
    before: put,
    act: ({ inboxes }) => inboxes.markRead('ana', 'follow-up-1:all-well:', noon),
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
];
