// Takes from the queue of what has become due.

import { handleDue } from '../../functions/handle-due.ts';
import { catalog } from './catalog.ts';
import { observedQueue } from './observed.ts';
import { bus, clock, queues, stores } from './ports.ts';

export const handler = observedQueue(
  handleDue({ clock, ...stores(), bus: bus(), queues: queues() }, catalog),
);
