// Picks the customers whose stories the demo tells: one for each thing that a shop most wants to see.

import type { Customer } from '../../lib/customer/profile.ts';
import type { Run } from '../../lib/ports.ts';
import type { Embedded } from '../wiring.ts';

export type Story = { customer: Customer; why: string };

/** What makes a story: a run that ended so, of a customer with at least that many messages. */
const WANTED: { why: string; fits: (run: Run) => boolean }[] = [
  { why: 'welcomed, and ordered for the first time', fits: endedAs('welcome', 'exited', 'ordered') },
  { why: 'went for the next tier, and reached it', fits: endedAs('tier-sprint', 'completed', null) },
  { why: 'got an order, and was looked after', fits: endedAs('follow-up', 'completed', null) },
];

function endedAs(journeyId: string, status: Run['status'], outcome: string | null) {
  return (run: Run) => run.journeyId === journeyId && run.status === status && run.outcome === outcome;
}

/** One story for each wish, of different customers; the one with the most messages in that run, but still short to read. */
export async function chooseStories({ stores }: Embedded, customers: readonly Customer[]): Promise<Story[]> {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const sent = new Map<string, number>();
  const messagesOf = new Map<string, number>();
  for (const { message } of stores.messages.all()) {
    if (message.status === 'sent') sent.set(message.runId, (sent.get(message.runId) ?? 0) + 1);
    messagesOf.set(message.customerId, (messagesOf.get(message.customerId) ?? 0) + 1);
  }
  const best = new Map<string, { run: Run; score: number }>();
  for (const run of stores.runs.all()) {
    const wish = WANTED.find(({ fits }) => fits(run));
    if (!wish) continue;
    // Many messages in this run, few in all: a story that shows the journey and fits on a screen.
    const score = 10 * (sent.get(run.id) ?? 0) - (messagesOf.get(run.customerId) ?? 0);
    const other = best.get(wish.why);
    const taken = [...best].some(([why, one]) => why !== wish.why && one.run.customerId === run.customerId);
    if (!taken && score > (other?.score ?? -Infinity)) best.set(wish.why, { run, score });
  }
  return WANTED.flatMap(({ why }) => {
    const customer = byId.get(best.get(why)?.run.customerId ?? '');
    return customer ? [{ customer, why }] : [];
  });
}
