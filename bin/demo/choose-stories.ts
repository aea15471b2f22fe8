// Picks the customers whose stories the demo tells: one for each thing that a shop most wants to see.

import type { Customer } from '../../lib/customer/profile.ts';
import type { Run } from '../../lib/ports.ts';
import type { Embedded } from '../wiring.ts';

export type Story = { customer: Customer; why: string };

/** What makes a story: a run that ended so. */
const WANTED: { why: string; fits: (run: Run) => boolean }[] = [
  { why: 'Welcomed, and ordered for the first time', fits: endedAs('welcome', 'exited', 'ordered') },
  { why: 'Went for the next tier, and reached it', fits: endedAs('tier-sprint', 'completed', null) },
  { why: 'Fell silent, and was won back', fits: endedAs('win-back', 'exited', 'won-back') },
  { why: 'Got an order, and was looked after', fits: endedAs('follow-up', 'completed', null) },
];

function endedAs(journeyId: string, status: Run['status'], outcome: string | null) {
  return (run: Run) => run.journeyId === journeyId && run.status === status && run.outcome === outcome;
}

/** A customer who has not been told of yet, and reads another language, is worth as much as a message more. */
const OTHER_LANGUAGE = 10;

/** One story for each wish, of different customers. */
export async function chooseStories({ stores }: Embedded, customers: readonly Customer[]): Promise<Story[]> {
  const left = new Map(customers.map((customer) => [customer.id, customer]));
  const runs = [...stores.runs.all()];
  const scoreOf = scores(stores);
  const stories: Story[] = [];
  for (const { why, fits } of WANTED) {
    const languages = new Set(stories.map(({ customer }) => customer.locale));
    let best: { customer: Customer; score: number } | undefined;
    for (const run of runs) {
      const customer = left.get(run.customerId);
      if (!customer || !fits(run)) continue;
      const score = scoreOf(run) + (languages.has(customer.locale) ? 0 : OTHER_LANGUAGE);
      if (score > (best?.score ?? -Infinity)) best = { customer, score };
    }
    if (!best) continue;
    left.delete(best.customer.id);
    stories.push({ customer: best.customer, why });
  }
  return stories;
}

/** Many messages in this run, few in all: a story that shows the journey and fits on a screen. */
function scores({ messages }: Embedded['stores']): (run: Run) => number {
  const sent = new Map<string, number>();
  const messagesOf = new Map<string, number>();
  for (const { message } of messages.all()) {
    if (message.status === 'sent') sent.set(message.runId, (sent.get(message.runId) ?? 0) + 1);
    messagesOf.set(message.customerId, (messagesOf.get(message.customerId) ?? 0) + 1);
  }
  return (run) => 10 * (sent.get(run.id) ?? 0) - 2 * (messagesOf.get(run.customerId) ?? 0);
}
