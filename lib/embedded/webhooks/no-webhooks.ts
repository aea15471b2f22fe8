// Webhooks where nothing may leave the machine: in the demo and in replays.

import type { Webhooks } from '../../ports.ts';

export const noWebhooks: Webhooks = { call: async () => 'skipped' };
