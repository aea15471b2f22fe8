// Which hosts webhooks may call here, and what they are signed with: settings of the deployment, from the environment.

import { parseHosts } from '../lib/journey/webhook-hosts.ts';
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

/** Where webhooks may go, to no host by default, and what they are signed with: MILEPOST_WEBHOOK_SECRET. */
export function webhookSettings(): { hosts: string[]; secret: string; told: string } {
  const hosts = allowedHosts() ?? [];
  const secret = process.env.MILEPOST_WEBHOOK_SECRET ?? '';
  if (hosts.length > 0 && secret === '') {
    throw new UsersMistake(
      'MILEPOST_WEBHOOK_HOSTS names hosts, and MILEPOST_WEBHOOK_SECRET is empty: set it to a long random text, ' +
        'which the receivers check the signatures with',
    );
  }
  const told =
    hosts.length > 0 ? `may call ${hosts.join(', ')}` : 'may call no host: see MILEPOST_WEBHOOK_HOSTS';
  return { hosts, secret, told };
}
