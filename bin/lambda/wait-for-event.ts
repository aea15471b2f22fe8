// Called by machines: registers a wait for an event, with its task token.

import { waitForEvents } from '../../functions/wait-for-event.ts';
import { catalog } from './catalog.ts';
import { observed } from './observed.ts';
import { clock, runner, stores } from './ports.ts';

export const handler = observed(waitForEvents({ clock, ...stores(), runner: runner() }, catalog));
