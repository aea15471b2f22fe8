import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import { CustomerSchema } from '../../lib/customer/profile.ts';
import { generateSeason } from '../../lib/shop/season.ts';

const from = Date.parse('2026-03-01T00:00:00Z');
const DAY = 86_400_000;
const options = { seed: 7, customers: 400, from, days: 120 };
const { customers, events } = generateSeason(options);
const season = events.filter((event) => event.at >= from);

function ofType(type: string): CustomerEvent[] {
  return events.filter((event) => event.type === type);
}

function placedAt(): Map<unknown, number> {
  return new Map(ofType('order.placed').map((order) => [order.properties.orderId, order.at]));
}

test('the same seed gives the same season, to the byte, and another seed another one', () => {
  const text = JSON.stringify({ customers, events });
  expect(JSON.stringify(generateSeason(options)) === text).toBe(true);
  expect(JSON.stringify(generateSeason({ ...options, seed: 8 })) === text).toBe(false);
});

test('what one customer does depends on no other', () => {
  const few = generateSeason({ ...options, customers: 10 });
  expect(few.customers).toEqual(customers.slice(0, 10));
  const ids = new Set(few.customers.map((customer) => customer.id));
  expect(few.events).toEqual(events.filter((event) => ids.has(event.customerId)));
});

test('events are sorted by time, end with the season, and have ids of their own', () => {
  expect(events.every((event, n) => event.at >= (events[n - 1]?.at ?? 0))).toBe(true);
  expect(events.every((event) => event.at < from + options.days * DAY)).toBe(true);
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
});

test('about half of the customers register within the season, once, and do nothing before', () => {
  const registrations = ofType('customer.registered');
  const registeredAt = new Map(registrations.map((event) => [event.customerId, event.at]));
  expect(registeredAt.size).toBe(registrations.length);
  expect(registeredAt.size / customers.length).toBeCloseTo(0.5, 1);
  expect(registrations.every((event) => event.at >= from)).toBe(true);
  expect(events.every((event) => event.at >= (registeredAt.get(event.customerId) ?? 0))).toBe(true);
});

test('members know since when, and no order of theirs is older', () => {
  const since = new Map(customers.map(({ id, attributes }) => [id, attributes?.memberSince]));
  const earlier = events.filter((event) => event.at < from);
  expect(earlier.length).toBeGreaterThan(100);
  for (const event of earlier) {
    expect(event.type).toMatch(/^order\./);
    expect(event.at).toBeGreaterThan(Date.parse(String(since.get(event.customerId))));
  }
});

test('every delivery comes two to six days after its order, and every return after its delivery', () => {
  const placed = placedAt();
  const delivered = new Map<unknown, number>();
  for (const { at, properties } of ofType('order.delivered')) {
    const days = (at - (placed.get(properties.orderId) ?? Number.NaN)) / DAY;
    expect(days).toBeGreaterThan(1);
    expect(days).toBeLessThan(7);
    delivered.set(properties.orderId, at);
  }
  const returns = ofType('order.returned');
  expect(returns.length).toBeGreaterThan(10);
  for (const { at, properties } of returns) {
    expect(at).toBeGreaterThan(delivered.get(properties.orderId) ?? Number.NaN);
  }
});

test('an order is bought from the cart, and many carts are left behind', () => {
  const carted = new Set(
    season.flatMap((event) => {
      return event.type === 'cart.added' ? [`${event.customerId} ${event.properties.productId}`] : [];
    }),
  );
  const orders = season.filter((event) => event.type === 'order.placed');
  for (const { customerId, properties } of orders) {
    const items = Array.isArray(properties.items) ? properties.items : [];
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(carted).toContain(`${customerId} ${Object(item).productId}`);
  }
  const carts = season.filter((event) => event.type === 'cart.added').length;
  expect(carts).toBeGreaterThan(orders.length * 1.5);
});

test('the hours after midnight are quiet where the customers live, and evenings are not', () => {
  const zones = new Map(customers.map(({ id, timezone }) => [id, timezone]));
  const hours = new Array<number>(24).fill(0);
  for (const { customerId, type, at } of season) {
    const zone = zones.get(customerId);
    if (zone === undefined || type !== 'product.viewed') continue;
    const { hour } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    hours[hour] = (hours[hour] ?? 0) + 1;
  }
  const between = (first: number, last: number) => hours.slice(first, last).reduce((sum, n) => sum + n, 0);
  expect(between(2, 6)).toBeLessThan(between(18, 22) / 20);
});

test('amounts are those of a small shop, in whole cents, and add up', () => {
  const totals = ofType('order.placed').map((order) => Number(order.properties.total));
  const sorted = totals.toSorted((a, b) => a - b);
  expect(sorted[0]).toBeGreaterThan(1);
  expect(sorted[sorted.length >> 1]).toBeGreaterThan(20);
  expect(sorted[sorted.length >> 1]).toBeLessThan(80);
  expect(sorted.at(-1)).toBeLessThan(2000);
  expect(totals.every((total) => Number(total.toFixed(2)) === total)).toBe(true);
});

test('some customers order often, some fall silent, a few unsubscribe', () => {
  const late = new Set(season.filter((event) => event.at > from + 60 * DAY).map((event) => event.customerId));
  const early = new Set(
    season.filter((event) => event.at < from + 30 * DAY).map((event) => event.customerId),
  );
  const silent = [...early].filter((id) => !late.has(id));
  expect(silent.length).toBeGreaterThan(20);
  const orders = Map.groupBy(ofType('order.placed'), (event) => event.customerId);
  expect([...orders.values()].filter((list) => list.length >= 12).length).toBeGreaterThan(5);
  const unsubscribed = ofType('customer.unsubscribed').length;
  expect(unsubscribed).toBeGreaterThan(2);
  expect(unsubscribed).toBeLessThan(40);
});

test('customers are valid profiles of many places, with consent of every kind, and nobody real', () => {
  for (const customer of customers) expect(CustomerSchema.safeParse(customer).error).toBeUndefined();
  const locales = new Set(customers.map((customer) => customer.locale));
  for (const locale of ['en', 'zh', 'de', undefined]) expect(locales).toContain(locale);
  const zones = new Set(customers.map((customer) => customer.timezone));
  for (const zone of ['Europe/London', 'Asia/Kolkata', 'America/St_Johns', undefined])
    expect(zones).toContain(zone);
  const tiers = new Set(customers.map((customer) => customer.attributes?.tier));
  expect(tiers).toEqual(new Set([undefined, 'bronze', 'silver', 'gold', 'platinum']));
  for (const { email, phone } of customers) {
    expect(email ?? 'a@b.example.com').toMatch(/^[a-z.0-9]+@[a-z]+\.example\.com$/);
    expect(phone ?? '+999').toMatch(/^\+(447700900|3363998|6125550|1\d{3}55501|999)\d*$/);
  }
  const consents = new Set(
    customers.map(({ consent = {} }) => `${consent.email} ${consent.sms} ${consent.push}`),
  );
  expect(consents.size).toBeGreaterThan(8);
});
