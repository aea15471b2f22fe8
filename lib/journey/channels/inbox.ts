// The inbox: kept for the customer, and read by the shop's own app or site through the API. Everybody has one.

import type { Channel } from './channel.ts';

export const inbox: Channel = {
  label: 'inbox',
  address: (profile) => profile.id,
  isEverybodys: true,
};
