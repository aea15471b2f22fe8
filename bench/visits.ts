// The events that the engine is fed with: visits to a shop, ten events each. One customer in a visit is new, and is
// greeted by e-mail; the others look around, fill a cart and order. All that they start and wake is part of the work.

import type { CustomerEvent } from '../lib/customer/event.ts';

/** So many visits ago a customer of today's visit registered. */
const EARLIER = 50;

export type VisitEvent = Omit<CustomerEvent, 'at' | 'depth'>;

/** Events without end, always the same; the new customer of visit n has the address `c<n>@shop.example`. */
export function* visits(): Generator<VisitEvent, never> {
  for (let visit = 0; ; visit++) {
    const newcomer = `c${visit}`;
    const regular = `c${Math.max(0, visit - EARLIER)}`;
    const write = (nth: number, type: string, customerId: string, properties: VisitEvent['properties']) => ({
      id: `v${visit}-${nth}`,
      type,
      customerId,
      properties,
    });
    yield write(0, 'customer.registered', newcomer, {
      email: addressOf(visit),
      locale: visit % 2 === 0 ? 'en' : 'zh',
      timezone: 'Europe/Berlin',
      consent: { email: true },
    });
    for (let nth = 1; nth <= 6; nth++) {
      const customerId = nth % 2 === 0 ? newcomer : regular;
      yield write(nth, 'product.viewed', customerId, { productId: `p${nth}`, category: 'tea', price: 12.5 });
    }
    yield write(7, 'cart.added', regular, { productId: 'p1', category: 'tea', price: 12.5, quantity: 2 });
    yield write(8, 'order.placed', regular, { orderId: `o${visit}`, total: 25, quantity: 2 });
    yield write(9, 'order.delivered', regular, { orderId: `o${visit - 1}` });
  }
}

/** The address of the customer who registers in a visit. */
export function addressOf(visit: number): string {
  return `c${visit}@shop.example`;
}

/** So many events of the visits, in the order in which they come. */
export function take(events: Iterator<VisitEvent>, count: number): VisitEvent[] {
  return Array.from({ length: count }, () => events.next().value);
}
