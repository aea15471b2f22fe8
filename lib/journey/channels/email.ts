// E-mail: to the profile's `email`.

import type { Channel } from './channel.ts';

export const email: Channel = { label: 'e-mail', address: (profile) => profile.email };
