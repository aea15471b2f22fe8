// What nobody is told about a customer: how often they come, how readily they buy, and when they fall silent.

import { categories } from './catalogue.ts';
import { between, type Chance, happens, oneOf } from './chance.ts';
import { exponential, gamma } from './distributions.ts';

/** Days are counted from the season's beginning, with fractions; those before it are negative. */
export type Habits = {
  registeredDay: number;
  silentDay: number;
  visitsPerDay: number;
  /** Probability that a visit ends with something in the cart, and that such a cart is bought. */
  cartsPerVisit: number;
  ordersPerCart: number;
  favourite: string;
};

const LONGEST_MEMBERSHIP = 700;
const MOST_VISITS_PER_DAY = 0.6;

/** Half of the customers are members already, the others register within the season of `days` days. */
export function formHabits(chance: Chance, days: number): Habits {
  const isMember = happens(chance, 0.5);
  const registeredDay = isMember ? -between(chance, 5, LONGEST_MEMBERSHIP) : between(chance, 1, days - 1);
  // Many try a shop once and are never seen again.
  const triesOnce = happens(chance, isMember ? 0.15 : 0.3);
  return {
    registeredDay,
    silentDay: registeredDay + exponential(chance, triesOnce ? 8 : 600),
    visitsPerDay: Math.min(gamma(chance, 0.6, 0.13), MOST_VISITS_PER_DAY),
    cartsPerVisit: between(chance, 0.25, 0.6),
    ordersPerCart: between(chance, 0.25, 0.85),
    favourite: oneOf(chance, categories),
  };
}
