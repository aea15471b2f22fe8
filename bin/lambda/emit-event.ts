// Called by machines: puts an event of the customer on the bus.

import { emitEvent } from '../../functions/emit-event.ts';
import { catalog } from './catalog.ts';
import { observed } from './observed.ts';
import { bus, clock, stores } from './ports.ts';

export const handler = observed(emitEvent({ clock, ...stores(), bus: bus() }, catalog));
