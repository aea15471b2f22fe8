// What the shop sells: some dozens of products, a few of them looked at far more often than the rest.

import { type Chance, oneOf } from './chance.ts';
import { logNormal } from './distributions.ts';

export type Product = { id: string; category: string; price: number; popularity: number };

const CATEGORIES = [
  { name: 'tea', medianPrice: 14 },
  { name: 'coffee', medianPrice: 18 },
  { name: 'kitchen', medianPrice: 32 },
  { name: 'tableware', medianPrice: 26 },
  { name: 'textiles', medianPrice: 39 },
  { name: 'lighting', medianPrice: 64 },
];

/** The names of all categories. */
export const categories = CATEGORIES.map((category) => category.name);

const PRODUCTS_PER_CATEGORY = 12;
const PRICE_SPREAD = 0.5;

/** The same products for the same chance. Within a category the n-th product is n times less popular than the first. */
export function stockCatalogue(chance: Chance): Product[] {
  return CATEGORIES.flatMap(({ name, medianPrice }) =>
    Array.from({ length: PRODUCTS_PER_CATEGORY }, (_, n) => ({
      id: `${name}-${String(n + 1).padStart(2, '0')}`,
      category: name,
      price: money(logNormal(chance, medianPrice, PRICE_SPREAD)),
      popularity: 1 / (n + 1),
    })),
  );
}

/** A product that catches the eye of somebody who likes one category best. */
export function pickProduct(chance: Chance, catalogue: Product[], favourite: string): Product {
  return oneOf(
    chance,
    catalogue,
    ({ category, popularity }) => popularity * (category === favourite ? 8 : 1),
  );
}

/** An amount in whole cents. */
export function money(amount: number): number {
  return Math.round(amount * 100) / 100;
}
