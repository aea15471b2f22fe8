// Called by machines: changes a customer's profile.

import { updateProfile } from '../../functions/update-profile.ts';
import { catalog } from './catalog.ts';
import { observed } from './observed.ts';
import { bus, clock, stores } from './ports.ts';
import { readOnce, secretReader } from './secret.ts';

const salt = readOnce(secretReader('MILEPOST_TOMBSTONE_SALT_ARN'));

export const handler = observed(updateProfile({ clock, ...stores(salt), bus: bus() }, catalog));
