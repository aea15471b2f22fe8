// `milepost customers consent`: what a customer agrees to, and what shows it: when, what for, how, and the words.

import { Command } from 'commander';
import {
  type ConsentRecord,
  type CurrentConsent,
  currentConsent,
} from '../../../lib/customer/consent-record.ts';
import { formatInstant } from '../../../lib/customer/time.ts';
import type { Database } from '../../../lib/embedded/database.ts';
import { createConsents } from '../../../lib/embedded/stores/consents.ts';
import { createProfiles } from '../../../lib/embedded/stores/profiles.ts';
import { openServersFile } from '../../open-database.ts';
import { consentTable, toldHistory } from '../../output/consent.ts';
import { UsersMistake } from '../../users-mistake.ts';

type Options = { db: string; json?: boolean };

export function consentCommand(): Command {
  return new Command('consent')
    .description('tell what a customer agrees to, and all that they ever said about it, as evidence')
    .argument('<customer>', "the customer's id")
    .option('--db <file>', 'the file of the server', 'data/milepost.db')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  milepost customers consent c42 --json')
    .action(async (customerId: string, options: Options) => {
      const database = openServersFile(options.db, { durable: false, readOnly: true });
      try {
        await tell(database, customerId, options);
      } finally {
        database.close();
      }
    });
}

async function tell(database: Database, customerId: string, { db, json }: Options): Promise<void> {
  const profile = await createProfiles(database).get(customerId);
  if (!profile) throw new UsersMistake(`there is no customer "${customerId}" in ${db}`);
  const history = await createConsents(database).of(customerId);
  const current = currentConsent(history);
  if (json) {
    const told = {
      customerId,
      consent: profile.consent,
      current: current.map(moments),
      history: written(history),
    };
    console.log(JSON.stringify(told, null, 2));
    return;
  }
  if (history.length === 0) {
    console.log(`Customer "${customerId}" has never said anything about consent: no marketing goes to them.`);
    return;
  }
  const zone = profile.timezone ?? 'UTC';
  console.log(`Customer ${customerId}, in the time of ${zone}:\n`);
  console.log(consentTable(current, zone));
  console.log(`\nAll that was said, as it came:\n\n${toldHistory(history, zone)}`);
}

function written(history: readonly ConsentRecord[]): object[] {
  return history.map(({ keptAt, statements, ...record }) => ({
    ...record,
    keptAt: formatInstant(keptAt),
    statements: statements.map(({ at, ...statement }) => ({ ...statement, ...moment(at) })),
  }));
}

function moments({ at, keptAt, ...current }: CurrentConsent): object {
  return { ...current, ...moment(at), keptAt: formatInstant(keptAt) };
}

function moment(at: number | undefined): { at?: string } {
  return at === undefined ? {} : { at: formatInstant(at) };
}
