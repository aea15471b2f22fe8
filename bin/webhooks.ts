// Which hosts webhooks may call here, and how: settings of the deployment, from the environment.

import { httpWebhooks } from '../lib/embedded/webhooks/http-webhooks.ts';
import { parseHosts } from '../lib/journey/webhook-hosts.ts';
import type { Clock, Webhooks } from '../lib/ports.ts';
import { UsersMistake } from './users-mistake.ts';

/** The hosts in MILEPOST_WEBHOOK_HOSTS; undefined if it is not set. Throws `UsersMistake` for what is no host. */
export function allowedHosts(): string[] | undefined {
  const setting = process.env.MILEPOST_WEBHOOK_HOSTS;
  if (setting === undefined) return undefined;
  const { hosts, wrong } = parseHosts(setting);
  if (wrong.length === 0) return hosts;
  throw new UsersMistake(
    `MILEPOST_WEBHOOK_HOSTS: ${wrong.map((one) => `"${one}"`).join(', ')} is no host; ` +
      'write hosts without https:// and port, separated by commas: hooks.example.com,*.crm.example',
  );
}

/** Webhooks to the allowed hosts, none by default; what they send is signed with MILEPOST_WEBHOOK_SECRET. */
export function webhooksFromEnvironment(
  clock: Clock,
  committed: () => Promise<void>,
): { webhooks: Webhooks; told: string } {
  const hosts = allowedHosts() ?? [];
  const secret = process.env.MILEPOST_WEBHOOK_SECRET ?? '';
  if (hosts.length > 0 && secret === '') {
    throw new UsersMistake(
      'MILEPOST_WEBHOOK_HOSTS names hosts, and MILEPOST_WEBHOOK_SECRET is empty: set it to a long random text, ' +
        'which the receivers check the signatures with',
    );
  }
  return {
    webhooks: httpWebhooks({ hosts, secret, clock, committed }),
    told: hosts.length > 0 ? `may call ${hosts.join(', ')}` : 'may call no host: see MILEPOST_WEBHOOK_HOSTS',
  };
}
