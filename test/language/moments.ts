// Moments and events as the tests write them: "03-05 10:00" is in 2026, in UTC.

import type { CustomerEvent } from '../../lib/customer/event.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { formatInstant, parseInstant } from '../../lib/customer/time.ts';

/** Milliseconds since the epoch of "03-05", "03-05 10:00", "03-05 10:00:30" or, in another year, "2027-03-05 10:00". */
export function moment(written: string): number {
  const [date = '', time = '00:00'] = written.split(' ');
  const millis = parseInstant(`${date.length > 5 ? date : `2026-${date}`}T${time}Z`);
  if (millis === undefined) throw new Error(`"${written}" is no moment`);
  return millis;
}

/** A moment as the tests write it; midnight is left out. */
export function written(millis: number): string {
  const text = formatInstant(millis).replace('T', ' ').replace('Z', '');
  return text
    .replace(/^2026-/, '')
    .replace(/\.000$/, '')
    .replace(/(\d\d:\d\d):00$/, '$1')
    .replace(/ 00:00$/, '');
}

/** An event of a customer, Ann if no other is named. */
export type Happening = { id?: string; at: string; type: string; customer: string; properties: JsonObject };

export function on(at: string, type: string, properties: JsonObject = {}, customer = 'ann'): Happening {
  return { at, type, customer, properties };
}

/** The event as it comes in; without an id of its own it is numbered. */
export function asEvent({ id, at, type, customer, properties }: Happening, number: number): CustomerEvent {
  return { id: id ?? `event-${number}`, type, customerId: customer, at: moment(at), properties, depth: 0 };
}
