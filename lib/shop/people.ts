// Who the customers are: what a shop would have on file about them, complete for some and full of gaps for others.

import type { JsonObject } from '../customer/json.ts';
import type { Customer } from '../customer/profile.ts';
import { type Chance, happens, oneOf, wholeBetween } from './chance.ts';
import { type Place, places } from './places.ts';

/** A customer's home: it stays theirs even where the shop does not know it. */
export type Person = { customer: Customer; place: Place };

const MAIL_HOSTS = ['mail.example.com', 'post.example.com', 'inbox.example.com'];

/** The n-th customer, from 0. No two share an id, an e-mail address or a push token. */
export function meetPerson(chance: Chance, n: number): Person {
  const place = oneOf(chance, places, ({ weight }) => weight);
  const firstName = oneOf(chance, place.givenNames);
  const lastName = oneOf(chance, place.familyNames);
  const attributes: JsonObject = { firstName, lastName };
  if (happens(chance, 0.7)) attributes.birthday = birthday(chance);
  const hasPush = happens(chance, 0.4);
  const id = `c${String(n + 1).padStart(4, '0')}`;
  return {
    place,
    customer: {
      id,
      attributes,
      ...(happens(chance, 0.97) && { timezone: place.zone }),
      ...(happens(chance, 0.98) && { locale: place.locale }),
      ...(happens(chance, 0.97) && { email: `${mailbox(firstName, n)}@${oneOf(chance, MAIL_HOSTS)}` }),
      ...(happens(chance, 0.75) && { phone: place.phone(n) }),
      ...(hasPush && { pushToken: `push-${id}` }),
      consent: consent(chance, hasPush),
    },
  };
}

function birthday(chance: Chance): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const year = wholeBetween(chance, 1950, 2006);
  const month = wholeBetween(chance, 1, 12);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${year}-${pad(month)}-${pad(wholeBetween(chance, 1, days))}`;
}

function mailbox(firstName: string, n: number): string {
  const latin = firstName.normalize('NFD').replace(/[^A-Za-z]/g, '');
  return `${latin.toLowerCase() || 'customer'}.${n + 1}`;
}

// Some never answered, some said no, most said yes to e-mail and fewer to what rings in their pocket.
function consent(chance: Chance, hasPush: boolean): Record<string, boolean> {
  if (happens(chance, 0.05)) return {};
  return {
    email: happens(chance, 0.9),
    ...(happens(chance, 0.7) && { sms: happens(chance, 0.7) }),
    ...(hasPush && { push: happens(chance, 0.8) }),
  };
}
