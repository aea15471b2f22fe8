// A journey takes entries for some time, and takes some customers in.

import type { Check } from './check.ts';

export const entryTime: Check = function* ({ journey }) {
  const { startsAt, endsAt, holdout } = journey;
  if (startsAt !== undefined && endsAt !== undefined && endsAt <= startsAt) {
    yield { path: ['endsAt'], message: 'is not after startsAt, so nobody could ever enter' };
  }
  if (holdout?.percent === 100) {
    const message = 'keeps everyone out: nobody will get a message of this journey';
    yield { path: ['holdout', 'percent'], message, severity: 'warning' };
  }
};
