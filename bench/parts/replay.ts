// Replayed events a second: a season of the shop model, and the purchases of CDNOW where that file is.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openJourneysAt } from '../../bin/demo/open-journeys.ts';
import { type ReplayInput, replay } from '../../bin/replay.ts';
import { loadWorkflows } from '../../bin/workflows.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { parseMapping } from '../../lib/embedded/files/mapping.ts';
import { loadEvents } from '../../lib/embedded/files/sort-events.ts';
import { generateSeason } from '../../lib/shop/season.ts';
import { type Part, type Row, round } from '../part.ts';

const SEASON = { seed: 7, customers: 2000, from: Date.UTC(2026, 2, 1), days: 120 };

const CDNOW = join(import.meta.dirname, '../../../shared/data/cdnow_master.csv.gz');

type Measured = { events: number; seconds: number; cpuSeconds: number; perSecond: number };

export const shop: Part = {
  about: 'replayed events a second: a season of the shop model',
  async run() {
    const { catalog, templates } = await loadWorkflows('workflows');
    const season = generateSeason(SEASON);
    const measured = await measureReplay({
      catalog: { ...openJourneysAt(catalog, templates, SEASON.from), sending: null },
      templates,
      ...season,
      assumeReachable: false,
    });
    return { rows: [rowOf('replay of the shop model', measured)], json: measured };
  },
};

export const cdnow: Part = {
  about: 'replay of the 69,659 purchases of CDNOW, where ../shared/data has them',
  async run() {
    if (!existsSync(CDNOW)) {
      return { rows: [{ what: 'replay of CDNOW', figure: 'skipped', remark: `no ${CDNOW}` }], json: {} };
    }
    const { catalog, templates } = await loadWorkflows('workflows');
    const csv = parseMapping('customerId=customer_id,at=date,total=usd,quantity=cds', {
      event: 'order.placed',
    });
    const events = await loadEvents([CDNOW], { csv, first: 'customer.registered' }, () => {});
    const measured = await measureReplay({
      // As milepost replay has it, unless it is told otherwise.
      catalog: { ...catalog, sending: null },
      templates,
      events,
      customers: [],
      assumeReachable: true,
    });
    return { rows: [rowOf('replay of CDNOW', measured)], json: measured };
  },
};

async function measureReplay(input: Omit<ReplayInput, 'rejected' | 'stopwatch'>): Promise<Measured> {
  const before = process.cpuUsage();
  const { report, close } = await replay({ ...input, rejected: 0, stopwatch: realClock });
  const { user, system } = process.cpuUsage(before);
  close();
  const { events, seconds } = report;
  return { events, seconds, cpuSeconds: (user + system) / 1e6, perSecond: events / seconds };
}

function rowOf(what: string, { events, seconds, cpuSeconds, perSecond }: Measured): Row {
  const remark = `${round(events)} events in ${round(seconds)} s, ${round(cpuSeconds)} s of them at work`;
  return { what, figure: `${round(perSecond)} events/s`, remark };
}
