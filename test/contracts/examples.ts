// What the contract suites put into stores: Ana, who ordered shoes, and her run through the follow-up journey.

import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { CountedSend, Frequency } from '../../lib/journey/sending/frequency.ts';
import type { StepFacts } from '../../lib/journey/steps/facts.ts';
import type { DecisionRecord, Message, Run, Wait, WebhookCall } from '../../lib/ports.ts';

export const noon = Date.parse('2026-03-02T12:00:00Z');
export const minute = 60_000;
export const day = 1440 * minute;

export function anEvent(changes: Partial<CustomerEvent> = {}): CustomerEvent {
  return {
    id: 'order-1-placed',
    type: 'order.placed',
    customerId: 'ana',
    at: noon,
    properties: { orderId: 'order-1', total: 59.5, items: [{ sku: 'shoes', size: null }] },
    depth: 0,
    ...changes,
  };
}

export function aRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'follow-up-1',
    journeyId: 'follow-up',
    version: 'a1b2c3d4e5f6',
    customerId: 'ana',
    concurrencyKey: '',
    entry: { at: noon, seq: 1 },
    eventId: 'order-1-placed',
    eventType: 'order.placed',
    trigger: { orderId: 'order-1', total: 59.5 },
    depth: 0,
    claimedAt: noon,
    journeyZone: 'Europe/Berlin',
    exit: [{ event: 'order.returned', where: { orderId: { ref: 'trigger.orderId' } }, outcome: 'returned' }],
    goal: null,
    goalUntil: null,
    status: 'active',
    outcome: null,
    endedAt: null,
    convertedAt: null,
    splits: {},
    ...changes,
  };
}

export function aWait(changes: Partial<Wait> = {}): Wait {
  return {
    customerId: 'ana',
    runId: 'follow-up-1',
    stepId: 'delivery',
    visit: '',
    token: 'token-1',
    patterns: [{ event: 'order.delivered', where: { orderId: { ref: 'trigger.orderId' } } }],
    after: { at: noon, seq: 1 },
    cursor: { at: noon, seq: 1 },
    deadline: noon + 5 * day,
    ...changes,
  };
}

export function aMessage(changes: Partial<Message> = {}): Message {
  return {
    customerId: 'ana',
    runId: 'follow-up-1',
    journeyId: 'follow-up',
    version: 'a1b2c3d4e5f6',
    stepId: 'all-well',
    visit: '',
    channel: 'sms',
    template: 'follow-up/all-well',
    status: 'claimed',
    reason: 'consented to sms',
    at: noon,
    ...changes,
  };
}

export function aSend(changes: Partial<CountedSend> = {}): CountedSend {
  return { key: 'follow-up-1:all-well:', channel: 'sms', purpose: 'marketing', at: noon, ...changes };
}

export function aFrequency(changes: Partial<Frequency> = {}): Frequency {
  return {
    sends: [aSend()],
    waiting: [
      {
        key: 'welcome-1:guide:',
        runId: 'welcome-1',
        channels: ['email', 'push'],
        purpose: 'marketing',
        priority: -5,
        since: noon,
        until: noon + day,
      },
    ],
    ...changes,
  };
}

export function aCall(changes: Partial<WebhookCall> = {}): WebhookCall {
  return {
    customerId: 'ana',
    runId: 'follow-up-1',
    journeyId: 'follow-up',
    stepId: 'tell-crm',
    visit: '',
    url: 'https://crm.example/orders',
    body: { order: 'order-1', items: [1, null] },
    status: 'calling',
    reason: '',
    attempts: 0,
    at: noon,
    answer: null,
    ...changes,
  };
}

export function aDecision(changes: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    customerId: 'ana',
    journeyId: 'follow-up',
    runId: 'follow-up-1',
    stepId: 'all-well',
    visit: '',
    at: noon,
    kind: 'message',
    outcome: 'sent',
    reason: 'consented to sms',
    detail: { channel: 'sms', tried: ['push'] },
    ...changes,
  };
}

/** Ana’s facts at noon, at home in Berlin, for a message to her. */
export function factsOf(changes: Partial<StepFacts> = {}): StepFacts {
  const profile = { id: 'ana', attributes: {}, consent: {}, timezone: 'Europe/Berlin', changedAt: {} };
  return {
    now: noon,
    zone: 'Europe/Berlin',
    refs: { customer: {}, trigger: {} },
    consent: {},
    entry: { at: noon, seq: 1 },
    events: [],
    fates: new Map(),
    profile,
    journeyZone: 'UTC',
    reachedAt: noon,
    cursor: { at: noon, seq: 1 },
    satisfied: new Set(),
    ...changes,
  };
}

/** A change that counts how often it was made. */
export function countOrder(profile: Profile): Profile {
  const orders = Number(profile.attributes.orders ?? 0) + 1;
  return { ...profile, attributes: { ...profile.attributes, orders } };
}

export function leaveAsIs(profile: Profile): Profile {
  return profile;
}

/** The results of ten calls made at once. */
export function tenAtOnce<Result>(call: (nth: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: 10 }, (_, nth) => call(nth)));
}

export type Closing = { close(): Promise<void> };
