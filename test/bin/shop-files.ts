// A small shop's files: journeys, customers and events in a folder of their own.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { company, footer } from '../footer.ts';
import { emptyFolder, milepostJson } from './command-line.ts';

/** Ann hears from us by e-mail, Ben by nothing, and nobody knows where Cem lives. */
const CUSTOMERS = [
  { id: 'ann', email: 'ann@example.com', timezone: 'Europe/Berlin', consent: { email: true } },
  { id: 'ben', email: 'ben@example.com', consent: { email: false } },
  { id: 'cem', phone: '+15550100', consent: { email: true, sms: true } },
];

const THANKS = {
  id: 'thanks',
  trigger: { type: 'event', event: 'order.placed' },
  reentry: 'always',
  steps: [
    { id: 'soon', type: 'wait', for: 'P1D' },
    { id: 'thank', type: 'message', channel: ['email', 'sms'], template: 'thanks/thank' },
  ],
};

export type ShopFiles = {
  folder: string;
  journeys: string;
  /** Writes a file into the folder; objects become lines of JSON. Returns its path. */
  write(name: string, content: string | Buffer | readonly unknown[]): string;
  /** `milepost replay --json` with these journeys. */
  replay(...args: string[]): ReturnType<typeof milepostJson>;
};

export function shopFiles(): ShopFiles {
  const folder = emptyFolder();
  const journeys = join(folder, 'workflows');
  const shop: ShopFiles = {
    folder,
    journeys,
    write(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, Array.isArray(content) ? linesOf(content) : String(content));
      return path;
    },
    replay: (...args) => milepostJson('replay', '--journeys', journeys, ...args, '--json'),
  };
  shop.write('workflows/thanks.json', JSON.stringify(THANKS));
  shop.write(
    'workflows/templates/thanks/thank/email.en.liquid',
    `Subject: Thank you\n\n<p>Thank you</p>\n${footer}`,
  );
  shop.write('workflows/templates/company.json', company);
  shop.write('workflows/templates/thanks/thank/sms.en.liquid', 'Thank you\n');
  shop.write('customers.ndjson', CUSTOMERS);
  return shop;
}

export function order(customerId: string, at: string, more: object = {}) {
  return { id: `${customerId}-${at}`, type: 'order.placed', customerId, at, ...more };
}

function linesOf(values: readonly unknown[]): string {
  return values
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .map((line) => `${line}\n`)
    .join('');
}
