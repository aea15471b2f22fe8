// The abandoned cart, computed a second time: straight from the rows, in one pass over each customer's carts and orders.

const HOUR = 3_600_000;

export type Row = { customer: string; type: string; at: number };

export type Carts = {
  entered: number;
  ordered: number;
  converted: number;
  /** "customer at", an hour after each cart that no order followed. */
  reminders: string[];
  transitions: number;
};

/** `rows` are in the file's order, with times in ms. */
export function computeCarts(rows: readonly Row[]): Carts {
  const carts: Carts = { entered: 0, ordered: 0, converted: 0, reminders: [], transitions: 0 };
  const byCustomer = Map.groupBy(
    rows.toSorted((a, b) => a.at - b.at),
    ({ customer }) => customer,
  );
  for (const [customer, events] of byCustomer) {
    let mayEnterFrom = -Infinity;
    for (const [index, { type, at }] of events.entries()) {
      // A run takes an hour at most, so that whoever may enter again has left the last one.
      if (type !== 'cart' || at < mayEnterFrom) continue;
      mayEnterFrom = at + 1.5 * HOUR;
      const orders = events.slice(index + 1).filter((event) => event.type === 'purchase');
      carts.entered += 1;
      if (orders.length > 0) carts.converted += 1;
      if (orders.some((order) => order.at < at + HOUR)) carts.ordered += 1;
      else carts.reminders.push(`${customer} ${new Date(at + HOUR).toISOString()}`);
      // The wait, and then the exit or the reminder.
      carts.transitions += 2;
    }
  }
  return carts;
}
