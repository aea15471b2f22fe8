// A shop that tells Milepost of its orders, and tells again, with the same ids, whatever was not answered.

import { setTimeout as pause } from 'node:timers/promises';

type Sent = { id: string; type: string; customerId: string; properties: Record<string, string> };

export class ShopClient {
  /** Where the server listens at the moment; undefined while it is down. */
  url: string | undefined;
  /** The orders whose placing was answered with 202, with their customers. */
  readonly accepted = new Map<string, string>();
  /** How many page views were. */
  acceptedViews = 0;
  readonly #writeKey: string;
  readonly #customers: string[];
  readonly #deliveries: Promise<void>[] = [];
  #orders = 0;
  #views = 0;

  constructor(writeKey: string, customers: string[]) {
    this.#writeKey = writeKey;
    this.#customers = customers;
  }

  /** Resolves when all customers are registered. */
  async register(): Promise<void> {
    await this.#deliver(
      this.#customers.map((customerId) => ({
        id: `registered-${customerId}`,
        type: 'customer.registered',
        customerId,
        properties: { email: `${customerId}@example.com` },
      })),
    );
  }

  /** Views so many pages and places so many orders in one request, then pays for each; returns when the first is answered. */
  async order(orders: number, views: number): Promise<void> {
    const viewed = Array.from({ length: views }, () => this.#nextView());
    const placed = Array.from({ length: orders }, () => this.#nextOrder());
    const placing = this.#deliver([...viewed, ...placed]);
    this.#deliveries.push(placing.then(() => this.#pay(placed)));
    await placing;
    this.acceptedViews += views;
    for (const { properties, customerId } of placed) {
      if (properties.orderId !== undefined) this.accepted.set(properties.orderId, customerId);
    }
  }

  /** Resolves when every event was answered. */
  async done(): Promise<void> {
    await Promise.all(this.#deliveries);
  }

  #nextOrder(): Sent {
    this.#orders += 1;
    const orderId = `o-${this.#orders}`;
    const customerId = this.#customer(this.#orders);
    return { id: `placed-${orderId}`, type: 'order.placed', customerId, properties: { orderId } };
  }

  #nextView(): Sent {
    this.#views += 1;
    return {
      id: `view-${this.#views}`,
      type: 'page.viewed',
      customerId: this.#customer(this.#views),
      properties: {},
    };
  }

  #customer(number: number): string {
    return this.#customers[number % this.#customers.length] ?? '';
  }

  async #pay(placed: Sent[]): Promise<void> {
    const paid = placed.map((event) => ({
      ...event,
      id: `paid-${event.properties.orderId}`,
      type: 'order.paid',
    }));
    await Promise.all(paid.map((event) => this.#deliver([event])));
  }

  async #deliver(events: Sent[]): Promise<void> {
    while (!(await this.#attempt(events))) await pause(20);
  }

  /** Whether the events were answered. Any answer but 202 for all of them is a failure of the test. */
  async #attempt(events: Sent[]): Promise<boolean> {
    if (this.url === undefined) return false;
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${this.url}/v1/events`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.#writeKey}` },
        body: JSON.stringify(events),
      });
      body = await response.text();
    } catch {
      return false;
    }
    if (response.status === 202 && body === `{"accepted":${events.length},"rejected":[]}`) return true;
    throw new Error(`the server answered ${response.status}: ${body}`);
  }
}
