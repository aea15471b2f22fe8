// A visit to the shop: products looked at, some put into the cart, the cart bought or left behind.

import { type Product, pickProduct } from './catalogue.ts';
import { between, happens } from './chance.ts';
import { placeOrder } from './orders.ts';
import type { Shopper } from './shopper.ts';

const MINUTE = 60_000;
const LOOKS_ON = 0.58;
const CARTS_ANOTHER = 0.35;

/** Begins at the moment `at` (ms) of a local day. */
export function visit(shopper: Shopper, day: number, at: number): void {
  const { chance, habits, diary } = shopper;
  const fillsCart = happens(chance, habits.cartsPerVisit);
  const cart: Product[] = [];
  let now = at;
  do {
    const product = pickProduct(chance, shopper.catalogue, habits.favourite);
    diary.write('product.viewed', now, {
      productId: product.id,
      category: product.category,
      price: product.price,
    });
    now = later(shopper, now);
    if (fillsCart && (cart.length === 0 || happens(chance, CARTS_ANOTHER)) && !cart.includes(product)) {
      cart.push(product);
      diary.write('cart.added', now, { productId: product.id, price: product.price });
      now = later(shopper, now);
    }
  } while (happens(chance, LOOKS_ON));
  if (cart.length > 0 && happens(chance, habits.ordersPerCart)) placeOrder(shopper, day, now, cart);
}

/** An order of a time whose visits nobody keeps any more. */
export function visitLongAgo(shopper: Shopper, day: number, at: number): void {
  const { chance, habits, catalogue } = shopper;
  if (!happens(chance, habits.cartsPerVisit * habits.ordersPerCart)) return;
  placeOrder(shopper, day, at, [pickProduct(chance, catalogue, habits.favourite)]);
}

function later({ chance }: Shopper, at: number): number {
  return Math.floor(at + between(chance, 0.3, 6) * MINUTE);
}
