// The door of a function that takes no events: the routes that bring some go to another.

import type { Intake } from '../../lib/ports.ts';

export const noIntake: Intake = {
  isFull: () => false,
  accept: async () => {
    throw new Error('this function takes no events; its API should not have sent any here');
  },
};
