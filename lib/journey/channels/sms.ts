// Text messages: to the profile's `phone`.

import type { Channel } from './channel.ts';

export const sms: Channel = { label: 'SMS', address: (profile) => profile.phone };
