// Called by machines: decides branches, waits and deadlines.

import { decideSteps } from '../../functions/decide-step.ts';
import { catalog } from './catalog.ts';
import { observed } from './observed.ts';
import { clock, stores } from './ports.ts';

export const handler = observed(decideSteps({ clock, ...stores() }, catalog));
