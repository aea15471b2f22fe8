// The shop model: a season of a small shop's customers and events, for the demo and for tests. It knows no journeys.

import type { CustomerEvent } from '../customer/event.ts';
import type { Customer } from '../customer/profile.ts';
import { formatInstant } from '../customer/time.ts';
import { countDaysFrom } from './calendar-days.ts';
import { stockCatalogue } from './catalogue.ts';
import { streams } from './chance.ts';
import { Diary } from './diary.ts';
import { formHabits, type Habits } from './habits.ts';
import { live } from './lifetime.ts';
import { tierAfter } from './membership.ts';
import { meetPerson, type Person } from './people.ts';

/** `from` is in milliseconds, best a midnight UTC; `seed` is a whole number of 32 bits; `days` is at least 3. */
export type SeasonOptions = { seed: number; customers: number; from: number; days: number };

/** Events are sorted by time. Those before `from` are orders, deliveries and returns of the members' last year. */
export type Season = { customers: Customer[]; events: CustomerEvent[] };

const DAY = 86_400_000;

/** The same season, to the byte, for the same options. Half of the customers register within it. */
export function generateSeason({ seed, customers, from, days }: SeasonOptions): Season {
  const chances = streams(seed);
  const catalogue = stockCatalogue(chances.next().value);
  const dayStart = countDaysFrom(from);
  const until = from + days * DAY;
  const season: Season = { customers: [], events: [] };
  for (let n = 0; n < customers; n++) {
    const chance = chances.next().value;
    const person = meetPerson(chance, n);
    const habits = formHabits(chance, days);
    const diary = new Diary(person.customer.id);
    live({ chance, habits, zone: person.place.zone, dayStart, catalogue, diary }, days);
    const events = diary.events.filter(({ at, type }) => at < until && (at >= from || isKept(type)));
    season.customers.push(withMembership(person, habits, events, from));
    for (const event of events) season.events.push(event);
  }
  season.events.sort((a, b) => a.at - b.at);
  return season;
}

function isKept(type: string): boolean {
  return type.startsWith('order.');
}

// What the shop knows of its members on the season's first day; it knows nothing yet of those who will register.
function withMembership(
  { customer }: Person,
  { registeredDay }: Habits,
  events: CustomerEvent[],
  from: number,
): Customer {
  if (registeredDay >= 0) return customer;
  const memberSince = formatInstant(from + registeredDay * DAY).slice(0, 10);
  return { ...customer, attributes: { ...customer.attributes, memberSince, tier: tierAfter(events, from) } };
}
