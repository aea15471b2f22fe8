// A webhook's host is one that the deployment lets journeys call, where that is known.

import { hostOf } from '../steps/webhook.ts';
import { isAllowedHost } from '../webhook-hosts.ts';
import type { Check } from './check.ts';

export const webhookHosts: Check = function* ({ steps, context }) {
  if (!context.webhookHosts) return;
  for (const { step, path } of steps) {
    if (step.type !== 'webhook' || isAllowedHost(hostOf(step.url), context.webhookHosts)) continue;
    yield {
      path: [...path, 'url'],
      message: `"${hostOf(step.url)}" is no host that webhooks may call here, so this call would fail`,
      allowed: context.webhookHosts,
      severity: 'warning',
    };
  }
};
