// Called by machines: changes a customer's profile.

import { updateProfile } from '../../functions/update-profile.ts';
import { catalog } from './catalog.ts';
import { observed } from './observed.ts';
import { bus, clock, stores } from './ports.ts';

export const handler = observed(updateProfile({ clock, ...stores(), bus: bus() }, catalog));
