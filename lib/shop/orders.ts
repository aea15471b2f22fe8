// From the checkout on: the order, its delivery some days later, and now and then its return.

import { deliveryMoment } from './calendar-days.ts';
import { money, type Product } from './catalogue.ts';
import { happens, oneOf, wholeBetween } from './chance.ts';
import type { Shopper } from './shopper.ts';

const LOST = 0.02;
const RETURNED = 0.08;
const REASONS = ['too small', 'damaged', 'not as described', 'changed my mind'];

/** Orders the products at the moment `at` (ms) of a local day; what follows comes on later days. */
export function placeOrder(shopper: Shopper, day: number, at: number, products: Product[]): void {
  const { chance, diary } = shopper;
  const orderId = diary.nextOrderId();
  const items = products.map(({ id, price }) => ({ productId: id, price, quantity: quantityOf(shopper) }));
  diary.write('order.placed', at, {
    orderId,
    total: money(items.reduce((sum, { price, quantity }) => sum + price * quantity, 0)),
    quantity: items.reduce((sum, { quantity }) => sum + quantity, 0),
    items,
  });
  if (!happens(chance, LOST)) deliver(shopper, day + wholeBetween(chance, 2, 6), orderId);
}

function quantityOf({ chance }: Shopper): number {
  return happens(chance, 0.85) ? 1 : wholeBetween(chance, 2, 3);
}

function deliver({ chance, zone, dayStart, diary }: Shopper, day: number, orderId: string): void {
  diary.write('order.delivered', deliveryMoment(chance, dayStart(zone, day)), { orderId });
  if (!happens(chance, RETURNED)) return;
  const returned = deliveryMoment(chance, dayStart(zone, day + wholeBetween(chance, 1, 12)));
  diary.write('order.returned', returned, { orderId, reason: oneOf(chance, REASONS) });
}
