// Takes what has become due from its queue: the moment of a trigger, a customer whose segment time may have changed, or
// a page of a pass through all customers.

import * as z from 'zod';
import type { Catalog } from '../lib/journey/catalog.ts';
import { DATES_PASS, planDates } from './clock/plan-dates.ts';
import { enterAudience, SCHEDULE_PASS, type TriggerPorts, triggerDue } from './clock/trigger-due.ts';
import { queueConsumer } from './middleware/queue.ts';
import { type Page, PageSchema, workPage } from './passes/pass.ts';
import { BACKFILL_PASS, letIn, lookAtAll, lookWhenDue, SEGMENT_PASS } from './segments/looks.ts';
import type { ReviewPorts } from './segments/review.ts';

const DueItemSchema = z.strictObject({
  kind: z.enum(['trigger', 'segment']),
  id: z.string(),
  customerId: z.string(),
  at: z.number(),
  rule: z.string(),
});

const DueJobSchema = z.discriminatedUnion('kind', [DueItemSchema, PageSchema]);

type DuePorts = TriggerPorts & ReviewPorts;

export function handleDue(ports: DuePorts, catalog: () => Catalog) {
  return queueConsumer(DueJobSchema, async (job) => {
    if (job.kind === 'page') await handlePage(ports, catalog(), job);
    else if (job.kind === 'segment') await lookWhenDue(ports, catalog(), job);
    else await triggerDue(ports, catalog(), job);
  });
}

async function handlePage(ports: DuePorts, catalog: Catalog, page: Page): Promise<void> {
  const [name, id = ''] = page.pass.split(':');
  if (name === DATES_PASS) {
    await workPage(ports, page, (profile) => planDates(ports.due, catalog, profile, ports.clock.now()));
  }
  if (name === SEGMENT_PASS) {
    const look = lookAtAll(ports, catalog, id, page.version);
    if (look) await workPage(ports, page, look);
  }
  if (name === BACKFILL_PASS) {
    const enter = letIn(ports, catalog, id);
    if (enter) await workPage(ports, page, enter);
  }
  if (name === SCHEDULE_PASS) {
    const enter = enterAudience(ports, catalog, page.pass, page.version);
    const isOver = enter === undefined || (await workPage(ports, page, enter));
    // Each moment of a schedule is a pass of its own, and nobody asks for it later.
    if (isOver) await ports.passes.drop(page.pass);
  }
}
