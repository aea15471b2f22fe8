// The registry of channels, in the order in which `preferred` falls back.

import type { Channel } from './channel.ts';
import { email } from './email.ts';
import { inbox } from './inbox.ts';
import { push } from './push.ts';
import { sms } from './sms.ts';

export const channels = { email, sms, push, inbox } satisfies Record<string, Channel>;

export type ChannelName = keyof typeof channels;
export const channelNames = Object.keys(channels) as [ChannelName, ...ChannelName[]];

export function isChannelName(name: unknown): name is ChannelName {
  return typeof name === 'string' && Object.hasOwn(channels, name);
}
