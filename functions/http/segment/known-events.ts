// Events that Segment's specs name, under the names that journeys know. All others stay as they are.
// https://segment.com/docs/connections/spec/ecommerce/v2/ and …/spec/b2b-saas/, …/spec/email/

import { isObject, type Json, type JsonObject } from '../../../lib/customer/json.ts';
import { isTopic } from '../../../lib/customer/topics.ts';

export type KnownEvent = {
  type: string;
  /** In words, what becomes of the properties besides their names. */
  told: string;
  properties: (named: JsonObject) => JsonObject;
};

const ofProduct = (type: string): KnownEvent => ({
  type,
  told: '`productId` from `sku` where there is none',
  properties: withProductId,
});

const registered: KnownEvent = {
  type: 'customer.registered',
  told: 'profile fields and attributes, as in identify',
  properties: (named) => named,
};

const placed: KnownEvent = {
  type: 'order.placed',
  told: '`items` from `products`; `total` from `revenue` or `value`, and `quantity` from the items, where there is none',
  properties: orderOf,
};

const unsubscribed: KnownEvent = {
  type: 'customer.unsubscribed',
  told: '`channel` is `email` where there is none, and no `topic` that Milepost knows',
  properties: ({ topic, ...named }) =>
    isTopic(topic) ? { topic, ...named } : { channel: 'email', ...named },
};

/** By the name that clients track. Names of the first version of the e-commerce spec come second. */
export const knownEvents: ReadonlyMap<string, KnownEvent> = new Map([
  ['Signed Up', registered],
  ['Product Viewed', ofProduct('product.viewed')],
  ['Viewed Product', ofProduct('product.viewed')],
  ['Product Added', ofProduct('cart.added')],
  ['Added Product', ofProduct('cart.added')],
  ['Order Completed', placed],
  ['Completed Order', placed],
  ['Unsubscribed', unsubscribed],
]);

/** `order_id` becomes `orderId`, in objects and lists too. */
export function inCamelCase(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [camelCase(name), within(item)]));
}

export function camelCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

function within(item: Json): Json {
  if (Array.isArray(item)) return item.map(within);
  return isObject(item) ? inCamelCase(item) : item;
}

function withProductId(named: JsonObject): JsonObject {
  const productId = named.productId ?? named.sku;
  return productId === undefined ? named : { ...named, productId };
}

function orderOf({ products, ...named }: JsonObject): JsonObject {
  const total = named.total ?? named.revenue ?? named.value;
  const order = total === undefined ? named : { ...named, total };
  if (!Array.isArray(products)) return order;
  const items = products.map((item) => (isObject(item) ? withProductId(item) : item));
  return { quantity: items.reduce<number>((sum, item) => sum + quantityOf(item), 0), items, ...order };
}

function quantityOf(item: Json): number {
  return isObject(item) && typeof item.quantity === 'number' ? item.quantity : 1;
}
