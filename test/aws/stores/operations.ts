// Operations on stores, drawn at random over a few customers, runs, steps and events, so that they meet.

import fc from 'fast-check';
import { applyEvent } from '../../../lib/customer/apply-event.ts';
import { recordOf } from '../../../lib/customer/consent-record.ts';
import type { MessageStatus, Ports, WebhookCall } from '../../../lib/ports.ts';
import {
  aCall,
  aDecision,
  aFrequency,
  aMessage,
  anEvent,
  aRun,
  aWait,
  countOrder,
  day,
  leaveAsIs,
  minute,
  noon,
} from '../../contracts/examples.ts';

type Stores = Omit<Ports, 'clock' | 'links' | 'bus' | 'runner' | 'queues' | 'senders' | 'webhooks'>;

export type Operation = { name: string; ask: (stores: Stores) => Promise<unknown> };

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);
// Some come more often, so that what is kept under them is met again.
const customerId = oneOf('ana', 'ana', 'ana', 'ben#1');
const runId = oneOf('run-1', 'run-1', 'run-2');
const stepId = oneOf('first', 'second');
const visit = oneOf('', '', '2');
const eventId = oneOf('event-1', 'event-2');
const type = oneOf('order.placed', 'order.delivered');
const at = oneOf(noon - day, noon, noon + minute);
const step = fc.record({ customerId, runId, stepId, visit });

/** An operation with some drawn arguments. */
function drawn<Args>(
  name: string,
  args: { [Name in keyof Args]: fc.Arbitrary<Args[Name]> },
  ask: (stores: Stores, args: Args) => Promise<unknown>,
): fc.Arbitrary<Operation> {
  return fc.record(args).map((values) => ({
    name: `${name} ${JSON.stringify(values)}`,
    ask: (stores) => ask(stores, values as Args),
  }));
}

const given = oneOf(true, false);
const consentKey = oneOf('sms', 'email');

const ofTimeline = [
  drawn(
    'record',
    { customerId, id: eventId, type, at, change: oneOf(countOrder, leaveAsIs) },
    (stores, args) => {
      const { change, ...event } = args;
      return stores.timeline.record(anEvent(event), change);
    },
  ),
  drawn('mark done', { customerId, id: eventId }, async ({ timeline }, args) => {
    const event = await timeline.get(args.customerId, args.id);
    if (event) await timeline.markDone(event);
  }),
  drawn('find', { customerId, id: eventId }, ({ timeline }, args) => timeline.get(args.customerId, args.id)),
  drawn(
    'read',
    { customerId, types: fc.subarray(['order.placed', 'order.delivered']), from: at, to: at },
    (stores, args) =>
      stores.timeline.read(args.customerId, {
        types: args.types,
        after: { at: args.from, seq: 0 },
        upTo: { at: args.to, seq: 1000 },
      }),
  ),
  drawn('change the profile', { customerId, key: eventId }, ({ profiles }, { customerId, key }) =>
    profiles.change(customerId, key, countOrder),
  ),
  drawn('say of consent', { customerId, id: eventId, given, key: consentKey, at }, ({ timeline }, args) => {
    const { id, given, key, at } = args;
    const said = given ? 'customer.subscribed' : 'customer.unsubscribed';
    const event = anEvent({ customerId: args.customerId, id, type: said, at, properties: { channel: key } });
    return timeline.record(
      event,
      (profile) => applyEvent(profile, event),
      () => recordOf(event, at),
    );
  }),
  drawn('evidence', { customerId }, ({ consents }, args) => consents.of(args.customerId)),
  drawn('profile', { customerId }, ({ profiles }, { customerId }) => profiles.get(customerId)),
];

const status = oneOf('active', 'active', 'heldOut');
const goal = oneOf(null, { event: 'tier.upgraded', within: 'P30D' });
const journeyId = oneOf('follow-up', 'welcome');
const concurrencyKey = oneOf('', 'order-1');

const ofRuns = [
  drawn(
    'claim',
    { customerId, id: runId, journeyId, concurrencyKey, status, goal, at, revision: oneOf(0, 0, 1, 2) },
    (stores, args) => {
      const { at, revision, status, ...run } = args;
      const goalUntil = run.goal && noon + 30 * day;
      return stores.runs.claim(
        aRun({
          ...run,
          goalUntil,
          status: status === 'active' ? status : 'heldOut',
          entry: { at, seq: Number(run.id.at(-1)) },
        }),
        revision,
      );
    },
  ),
  drawn('end', { customerId, runId, at }, ({ runs }, { customerId, runId, at }) =>
    runs.end(customerId, runId, { status: 'exited', outcome: 'returned', at, splits: { offer: 'b' } }),
  ),
  drawn('fail', { customerId, runId, at }, ({ runs }, { customerId, runId, at }) =>
    runs.end(customerId, runId, { status: 'failed', outcome: 'TerminalError', at, splits: {} }),
  ),
  drawn('reopen', { customerId, runId, at }, ({ runs }, { customerId, runId, at }) =>
    runs.reopen(customerId, runId, { count: 1, at }),
  ),
  drawn('convert', { customerId, runId, at }, ({ runs }, args) =>
    runs.convert(args.customerId, args.runId, args.at),
  ),
  drawn('run', { customerId, runId }, ({ runs }, args) => runs.get(args.customerId, args.runId)),
  drawn('runs', { customerId }, ({ runs }, args) => runs.of(args.customerId)),
  drawn('watching', { customerId }, ({ runs }, args) => runs.watching(args.customerId)),
  drawn('active', { at }, async ({ runs }, args) => {
    const page = await runs.active(args.at + 1, '', 1000);
    return page.runs.map((run) => JSON.stringify(run)).sort();
  }),
  drawn('enrolment', { customerId, journeyId, concurrencyKey }, ({ runs }, args) =>
    runs.enrolment(args.customerId, args.journeyId, args.concurrencyKey),
  ),
];

const token = oneOf('token-1', 'token-2');

const ofWaits = [
  drawn('register', { step, token, event: type }, ({ waits }, { step, token, event }) =>
    waits.register(aWait({ ...step, token, patterns: [{ event }] })),
  ),
  drawn('satisfy', { step, token, eventId }, ({ waits }, { step, token, eventId }) =>
    waits.satisfy(aWait({ ...step, token }), eventId),
  ),
  drawn('release', { step, token }, ({ waits }, { step, token }) => waits.release(aWait({ ...step, token }))),
  drawn('close', { customerId, runId }, ({ waits }, args) => waits.close(args.customerId, args.runId)),
  drawn('reopen the waits', { customerId, runId }, ({ waits }, args) =>
    waits.reopen(args.customerId, args.runId),
  ),
  drawn('open', { customerId, type }, ({ waits }, args) => waits.open(args.customerId, args.type)),
  drawn('satisfied', { customerId, runId }, ({ waits }, args) =>
    waits.satisfied(args.customerId, args.runId),
  ),
];

const fate = oneOf<MessageStatus>('sent', 'failed', 'unknown');
const channel = oneOf('email' as const, 'sms' as const);
const became = oneOf<WebhookCall['status']>('answered', 'failed', 'skipped');

const ofSends = [
  drawn(
    'claim a message',
    { step, channel, at, status: oneOf('claimed' as const, 'held' as const) },
    (stores, args) =>
      stores.messages.claim(
        aMessage({ ...args.step, channel: args.channel, at: args.at, status: args.status }),
      ),
  ),
  drawn('claim by consent', { step, consent: oneOf('', 'sms=yes', 'email=yes&sms=no') }, (stores, args) =>
    stores.messages.claim(aMessage(args.step), { consent: args.consent }),
  ),
  drawn(
    'claim a message that is counted',
    { step, channel, at, revision: oneOf(0, 1, 2) },
    ({ messages }, { revision, step, ...args }) =>
      messages.claim(aMessage({ ...step, ...args }), { counting: { frequency: aFrequency(), revision } }),
  ),
  drawn('frequency', { customerId }, ({ frequencies }, { customerId }) => frequencies.of(customerId)),
  drawn('keep a frequency', { customerId, revision: oneOf(0, 1, 2) }, ({ frequencies }, args) =>
    frequencies.keep(args.customerId, aFrequency(), args.revision),
  ),
  drawn('record a message', { step, channel, at, status: fate }, ({ messages }, { step, ...args }) =>
    messages.record(aMessage({ ...step, ...args }), { locale: 'en', body: 'Is all well?' }),
  ),
  drawn('give a claim up', { step }, ({ messages }, { step }) => messages.release(aMessage(step))),
  drawn('fates', { customerId, runId }, ({ messages }, args) => messages.fates(args.customerId, args.runId)),
  drawn(
    'note a fate',
    { step, at, fate: oneOf('delivered' as const, 'clicked' as const, 'bounced' as const) },
    ({ messages }, { step, at, fate }) =>
      messages.noteFate({
        ...step,
        journeyId: 'follow-up',
        at,
        fate,
        counts: fate === 'bounced' ? 'bounced' : null,
      }),
  ),
  drawn('count a message', { at, customerId }, ({ rates }, args) =>
    rates.count('follow-up', args.at, 'sent', args.customerId),
  ),
  drawn('the rates', {}, ({ rates }) => rates.since(0)),
  drawn('begin a call', { step, at }, ({ calls }, { step, at }) => calls.begin(aCall({ ...step, at }))),
  drawn('record a call', { step, status: became, answer: oneOf(null, { risk: 0.5 }) }, ({ calls }, args) =>
    calls.record(aCall({ ...args.step, status: args.status, answer: args.answer })),
  ),
  drawn('answers', { customerId, runId }, async ({ calls }, args) =>
    [...(await calls.answers(args.customerId, args.runId))].sort(),
  ),
  drawn('decide', { customerId, key: eventId, journeyId }, ({ decisions }, { key, ...args }) =>
    decisions.add(key, aDecision(args)),
  ),
  drawn('decisions', { customerId, journeyId }, ({ decisions }, args) =>
    decisions.of(args.customerId, args.journeyId),
  ),
];

const kind = oneOf('trigger' as const, 'segment' as const);
const subject = fc.record({ kind, id: oneOf('birthday', 'renewal'), customerId: oneOf('', 'ana', 'ben#1') });
const rule = oneOf('the birthday', 'another day');
const name = oneOf('dates', 'segment:new');

const ofBackground = [
  drawn('plan', { subject, at, rule }, ({ due }, { subject, at, rule }) =>
    due.plan({ ...subject, at, rule }),
  ),
  drawn('planned', { subject }, ({ due }, { subject }) => due.planned(subject)),
  drawn('drop', { subject }, ({ due }, { subject }) => due.drop(subject)),
  drawn('settle', { subject, at, rule }, ({ due }, { subject, at, rule }) =>
    due.settle({ ...subject, at, rule }),
  ),
  drawn('due', { now: oneOf(noon, noon + day), atMost: oneOf(2, 100) }, ({ due }, { now, atMost }) =>
    due.due(now, atMost),
  ),
  drawn('save a pass', { name, handled: oneOf(0, 100) }, ({ passes }, { name, handled }) =>
    passes.save({ name, version: 'a1', handled, startedAt: noon, finishedAt: null }),
  ),
  drawn('drop a pass', { name }, ({ passes }, { name }) => passes.drop(name)),
  drawn('passes', {}, ({ passes }) => passes.all()),
  drawn(
    'save a membership',
    { customerId, inside: fc.boolean(), revision: oneOf(1, 2, 3) },
    ({ segments }, args) =>
      segments.save({ ...args, segmentId: 'new', since: noon, version: 'a1', changesAt: null, untold: null }),
  ),
  drawn('memberships', { customerId }, ({ segments }, { customerId }) => segments.of(customerId)),
];

/** Each store is asked as often, however many operations it has. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  ...[ofTimeline, ofRuns, ofWaits, ofSends, ofBackground].map((some) => fc.oneof(...some)),
);
