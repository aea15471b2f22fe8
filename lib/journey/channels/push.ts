// Push notifications: to the profile's `pushToken`, the endpoint of an installed app.

import type { Channel } from './channel.ts';

export const push: Channel = { label: 'push', address: (profile) => profile.pushToken };
