// Whether a customer has said no already, and what it takes to say it: asked twice, nothing is said twice.

import type { Profile } from '../../../lib/customer/profile.ts';
import { channelNames } from '../../../lib/journey/channels/index.ts';
import type { Statement } from './tell.ts';

/** When everything was withdrawn at once, a channel of which nothing was said is withdrawn too. */
const EVERYTHING = 'consent.*';

export function isWithdrawn({ consent, changedAt }: Profile, channel: string): boolean {
  return (
    consent[channel] === false || (consent[channel] === undefined && changedAt[EVERYTHING] !== undefined)
  );
}

export type Evidence = { source: string; text: string; message?: string };

export function withdrawChannel(profile: Profile, channel: string, evidence: Evidence): Statement[] {
  if (isWithdrawn(profile, channel)) return [];
  return [{ type: 'customer.unsubscribed', properties: { channel, ...evidence } }];
}

export function withdrawTopic({ consent }: Profile, topic: string, evidence: Evidence): Statement[] {
  if (consent[topic] === false) return [];
  return [{ type: 'customer.unsubscribed', properties: { topic, ...evidence } }];
}

/** Named by no channel, it is all of them, those too that are yet to come. */
export function withdrawEverything(profile: Profile, evidence: Evidence): Statement[] {
  if (channelNames.every((channel) => isWithdrawn(profile, channel))) return [];
  return [{ type: 'customer.unsubscribed', properties: { ...evidence } }];
}
