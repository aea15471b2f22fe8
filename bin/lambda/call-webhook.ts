// Takes from the queue of webhooks, and calls the hosts that the deployment allows.

import { callWebhooks } from '../../functions/call-webhook.ts';
import { httpWebhooks } from '../../lib/embedded/webhooks/http-webhooks.ts';
import { parseHosts } from '../../lib/journey/webhook-hosts.ts';
import type { Webhooks } from '../../lib/ports.ts';
import { catalog } from './catalog.ts';
import { observedQueue } from './observed.ts';
import { clock, runner, stores } from './ports.ts';
import { refreshed } from './refreshed.ts';
import { secretReader } from './secret.ts';

const { hosts } = parseHosts(process.env.MILEPOST_WEBHOOK_HOSTS ?? '');
const readSecret = secretReader('MILEPOST_WEBHOOK_SECRET_ARN');

const signing = refreshed(async () =>
  // What the stores have answered is durable.
  httpWebhooks({ hosts, secret: await readSecret(), clock, committed: async () => {} }),
);

const webhooks: Webhooks = { call: async (request) => (await signing()).call(request) };

export const handler = observedQueue(
  callWebhooks({ clock, ...stores(), runner: runner(), webhooks }, catalog),
);
