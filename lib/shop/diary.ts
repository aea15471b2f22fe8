// What one customer does, event by event, as the shop's systems would report it.

import type { CustomerEvent } from '../customer/event.ts';
import type { JsonObject } from '../customer/json.ts';

/** A customer's events so far. Ids are made of the customer's and a running number. */
export class Diary {
  readonly customerId: string;
  readonly events: CustomerEvent[] = [];
  #orders = 0;

  constructor(customerId: string) {
    this.customerId = customerId;
  }

  write(type: string, at: number, properties: JsonObject): void {
    const id = `${this.customerId}-${this.events.length + 1}`;
    this.events.push({ id, type, customerId: this.customerId, at, properties, depth: 0 });
  }

  nextOrderId(): string {
    return `${this.customerId}-order-${++this.#orders}`;
  }
}
