// The runs in a server's file. They are listed while the server is at work, and redriven while it is not: one process
// writes the file.

import { redriveRun } from '../../functions/runs/redrive-run.ts';
import { realChance } from '../../lib/embedded/chance.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { outboxSender } from '../../lib/embedded/senders/outbox-sender.ts';
import { findRun, listRuns } from '../../lib/embedded/stores/list-runs.ts';
import { openServersFile } from '../open-database.ts';
import { wireEmbedded } from '../wiring.ts';
import { loadWorkflows } from '../workflows.ts';
import { type KeptRuns, listed } from './listed-run.ts';

export function runsToRead(path: string): Pick<KeptRuns, 'list' | 'close'> {
  const database = openServersFile(path, { durable: false, readOnly: true });
  return {
    list: async (filter) => listRuns(database, filter).map(({ run, ...told }) => listed(run, told)),
    close: async () => database.close(),
  };
}

/** What is redriven goes on when the server starts. Throws `UsersMistake` while it is at work. */
export async function runsToRedrive(path: string, workflows: string): Promise<KeptRuns> {
  const { catalog } = await loadWorkflows(workflows);
  const database = openServersFile(path, { durable: true });
  const unused = outboxSender(() => {});
  const senders = { email: unused, sms: unused, push: unused };
  const { ports } = wireEmbedded(database, realClock, realChance, senders);
  return {
    list: async (filter) => listRuns(database, filter).map(({ run, ...told }) => listed(run, told)),
    async redrive(runId) {
      const found = findRun(database, runId);
      if (!found) return { redriven: false, reason: `there is no such run in ${path}` };
      return redriveRun(ports, catalog, found.run.customerId, runId);
    },
    async close() {
      await database.committed();
      database.close();
    },
  };
}
