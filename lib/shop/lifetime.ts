// One customer's time with the shop: registering, coming back at random, unsubscribing, falling silent.

import { shoppingMoment } from './calendar-days.ts';
import { between, happens, oneOf } from './chance.ts';
import { exponential } from './distributions.ts';
import type { Shopper } from './shopper.ts';
import { visit, visitLongAgo } from './visits.ts';

/** How far back, in days, orders from before the season are kept. */
const KEPT_DAYS = 365;
const SOURCES = ['website', 'newsletter', 'friend', 'store'];
const MINUTE = 60_000;

/** Writes into the shopper's diary what they do until the season's end, in `days` days. */
export function live(shopper: Shopper, days: number): void {
  const { chance, habits } = shopper;
  if (habits.registeredDay >= 0) register(shopper);
  const until = Math.min(habits.silentDay, days);
  const begin = Math.max(habits.registeredDay, -KEPT_DAYS) + 1;
  for (let t = begin + gap(shopper); t < until; t += gap(shopper)) {
    const day = Math.floor(t);
    const at = momentOn(shopper, day);
    if (day < 0) visitLongAgo(shopper, day, at);
    else visit(shopper, day, at);
  }
  if (until > 0 && happens(chance, 0.04)) unsubscribe(shopper, Math.max(habits.registeredDay + 1, 0), until);
}

function register(shopper: Shopper): void {
  const { chance, habits, diary } = shopper;
  const day = Math.floor(habits.registeredDay);
  const at = momentOn(shopper, day);
  diary.write('customer.registered', at, { source: oneOf(chance, SOURCES) });
  visit(shopper, day, Math.floor(at + between(chance, 1, 3) * MINUTE));
}

function unsubscribe(shopper: Shopper, from: number, until: number): void {
  const { chance, diary } = shopper;
  const day = Math.floor(between(chance, from, Math.max(from, until)));
  const properties = happens(chance, 0.7) ? { channel: 'email' } : {};
  diary.write('customer.unsubscribed', momentOn(shopper, day), properties);
}

function gap({ chance, habits }: Shopper): number {
  return exponential(chance, 1 / habits.visitsPerDay);
}

function momentOn({ chance, zone, dayStart }: Shopper, day: number): number {
  return shoppingMoment(chance, dayStart(zone, day));
}
