// The types of events that are taken, where no others are.

import { data } from './catalog.ts';
import { flag } from './environment.ts';

export const declaredTypes =
  flag('MILEPOST_STRICT_EVENTS') && data.declared ? new Set(data.declared) : undefined;
