// What is kept of deliverability, in a server's file or a stage on AWS, for commands that list and change it.

import type { Command } from 'commander';
import { realClock } from '../../lib/embedded/clock.ts';
import { createPauses } from '../../lib/embedded/stores/pauses.ts';
import { createRates } from '../../lib/embedded/stores/rates.ts';
import { createSuppressions } from '../../lib/embedded/stores/suppressions.ts';
import type { Ports } from '../../lib/ports.ts';
import { openServersFile } from '../open-database.ts';

export type Kept = Pick<Ports, 'suppressions' | 'rates' | 'pauses' | 'clock'> & { close(): Promise<void> };

export type Place = { db: string; stage?: string };

/** The options that say where it is kept. */
export function withPlace(command: Command): Command {
  return command
    .option('--db <file>', 'the file of the server, which may be at work', 'data/milepost.db')
    .option('--stage <name>', 'of a stage on AWS, with your credentials, instead of a file');
}

export async function toRead(place: Place): Promise<Kept> {
  return place.stage === undefined ? ofFile(place.db, 'read') : ofStage(place.stage);
}

export async function toWrite(place: Place): Promise<Kept> {
  return place.stage === undefined ? ofFile(place.db, 'write') : ofStage(place.stage);
}

function ofFile(path: string, access: 'read' | 'write'): Kept {
  const database = openServersFile(
    path,
    access === 'read' ? { durable: false, readOnly: true } : { durable: true, beside: true },
  );
  return {
    clock: realClock,
    suppressions: createSuppressions(database),
    rates: createRates(database),
    pauses: createPauses(database),
    async close() {
      await database.committed();
      database.close();
    },
  };
}

async function ofStage(stage: string): Promise<Kept> {
  // The SDK takes its time to load, and most commands need none.
  const { connectStage } = await import('../connect-stage.ts');
  const { clock, suppressions, rates, pauses } = (await connectStage(stage)).ports;
  return { clock, suppressions, rates, pauses, close: async () => {} };
}
