import { describe, expect, test } from 'vitest';
import { LARGEST_EVENT, parseEvent } from '../../lib/customer/ingest.ts';

const order = { id: 'o-1', type: 'order.placed', customerId: 'ada', at: '2026-03-01T10:00:00+08:00' };

function problemOf(raw: unknown): string | undefined {
  const parsed = parseEvent(raw);
  return 'problem' in parsed ? parsed.problem : undefined;
}

test('an event comes in with its moment in milliseconds, caused by no journey', () => {
  expect(parseEvent({ ...order, properties: { total: 12.5 } })).toEqual({
    event: { ...order, at: Date.parse('2026-03-01T02:00:00Z'), properties: { total: 12.5 }, depth: 0 },
  });
});

test('what an event does not bring, it gets: an id, and this moment', () => {
  const now = Date.parse('2026-03-01T02:00:00.123Z');
  const parsed = parseEvent({ type: 'order.placed', customerId: 'ada' }, { now, newId: () => 'new' });
  expect(parsed).toEqual({
    event: { id: 'new', type: 'order.placed', customerId: 'ada', at: now, properties: {}, depth: 0 },
  });
});

test('an event that brings an id keeps it, and a bad one is no missing one', () => {
  const defaults = { now: 0, newId: () => 'new' };
  expect(parseEvent(order, defaults)).toHaveProperty('event.id', 'o-1');
  expect(parseEvent({ ...order, id: null }, defaults)).toEqual({
    problem: '"id" must be text, and is null',
  });
});

test('all that is wrong with an event is said at once', () => {
  expect(problemOf({ ...order, customerId: 7, at: 'noon' })).toBe(
    '"customerId" must be text, and is the number 7; ' +
      '"at": "noon" is no date-time; write for example 2026-03-29T10:00:00Z or 2026-03-29',
  );
  expect(problemOf('order.placed')).toBe(
    'the event must be an object in braces, and is the text "order.placed"',
  );
});

test('the types that Milepost itself speaks in are reserved', () => {
  expect(problemOf({ ...order, type: 'milepost.start' })).toBe(
    '"type" is "milepost.start", and types that begin with "milepost." are reserved',
  );
});

test('an event of 256 KiB comes in, and one byte more does not', () => {
  const sized = (bytes: number) => {
    const filled = (text: string) => ({ ...order, properties: { text } });
    const parsed = parseEvent(filled(''));
    const rest = bytes - (JSON.stringify('event' in parsed && parsed.event).length - ',"depth":0'.length);
    return filled('é'.repeat(Math.floor(rest / 2)) + 'x'.repeat(rest % 2));
  };
  expect(problemOf(sized(LARGEST_EVENT))).toBeUndefined();
  expect(problemOf(sized(LARGEST_EVENT + 1))).toBe(
    'the event is 262145 bytes long; at most 262144 (256 KiB) are taken',
  );
});

describe('what a customer says about consent', () => {
  const said = (type: string, properties: object) => ({ ...order, type, properties });

  test('is of a channel, of a topic, or of both, with what shows it', () => {
    const shown = { source: 'form', purpose: 'offers', text: 'Yes, send me offers.' };
    for (const named of [{ channel: 'email' }, { topic: 'offers' }, { channel: 'sms', topic: 'service' }]) {
      expect(problemOf(said('customer.subscribed', { ...named, ...shown }))).toBeUndefined();
      expect(problemOf(said('customer.unsubscribed', named))).toBeUndefined();
    }
    expect(problemOf(said('customer.unsubscribed', {}))).toBeUndefined();
    expect(problemOf(said('constructor', { channel: 7 }))).toBeUndefined();
  });

  test('of a topic that there is not is an error at the door: nobody would know what they left', () => {
    expect(problemOf(said('customer.unsubscribed', { topic: 'newsletter' }))).toBe(
      '"properties.topic": "newsletter" is no topic; did you mean "newsletters"? there are newsletters, offers, recommendations, service',
    );
    expect(problemOf(said('customer.unsubscribed', { channel: 7 }))).toBe(
      '"properties.channel" must be text, and is the number 7',
    );
  });

  test('that is only asked for names the channel on which to ask back', () => {
    const text = 'Yes, send me offers.';
    expect(problemOf(said('consent.requested', { channel: 'email', topic: 'offers', text }))).toBeUndefined();
    expect(problemOf(said('consent.requested', { text }))).toBe('"properties.channel" is missing');
    expect(problemOf(said('consent.requested', { channel: 'email', topic: 'offer' }))).toContain(
      'did you mean "offers"?',
    );
  });

  test('with a source that is no text is an error, unless it withdraws: that counts in any case', () => {
    expect(problemOf(said('customer.subscribed', { channel: 'email', source: 1 }))).toBe(
      '"properties.source" must be text, and is the number 1',
    );
    expect(problemOf(said('customer.unsubscribed', { channel: 'email', source: 1 }))).toBeUndefined();
  });
});

test('an event of a hundred thousand brackets is refused, and exhausts nothing', () => {
  const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
  expect(problemOf({ ...order, properties: { deep } })).toBe('is nested more than 100 levels deep');
});

describe('a customer who registers or changes', () => {
  const registered = (properties: object) => ({ ...order, type: 'customer.registered', properties });

  test('in an unknown time zone is an error at the door', () => {
    expect(problemOf(registered({ timezone: 'Asia/Atlantis' }))).toBe(
      '"properties.timezone": "Asia/Atlantis" is no time zone; ' +
        'use a name of the IANA database, for example Europe/Berlin',
    );
  });

  test('with an address that is none, or a consent that is neither given nor refused, is one too', () => {
    expect(problemOf({ ...registered({ email: 'ada at home' }), type: 'customer.updated' })).toBe(
      '"properties.email": "ada at home" is no e-mail address; write for example ada@example.com',
    );
    expect(problemOf(registered({ consent: { email: 'yes' } }))).toBe(
      '"properties.consent.email": must be true or false, or { "given": true or false } with any of "at", "source", "purpose" and "text"',
    );
    expect(problemOf(registered({ phone: 4915112345678 }))).toBe(
      '"properties.phone" must be text, and is the number 4915112345678',
    );
  });

  test('brings any attributes along, and other events may use these names as they like', () => {
    const profile = { email: 'ada@example.com', timezone: 'Europe/Berlin', consent: { email: true } };
    expect(problemOf(registered({ ...profile, tier: 'gold', attributes: { a: 1 } }))).toBeUndefined();
    expect(problemOf({ ...order, properties: { timezone: 'CET-ish', email: 7 } })).toBeUndefined();
  });
});
