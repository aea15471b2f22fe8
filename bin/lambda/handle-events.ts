// Takes events from the queue behind the bus.

import { busEventSchema } from '../../functions/events/from-bus.ts';
import { handleEvents } from '../../functions/handle-events.ts';
import { SOURCE } from '../../lib/aws/bus-entries.ts';
import { catalog } from './catalog.ts';
import { declaredTypes } from './declared-types.ts';
import { observedQueue } from './observed.ts';
import { bus, clock, runner, stores } from './ports.ts';
import { readOnce, secretReader } from './secret.ts';

const salt = readOnce(secretReader('MILEPOST_TOMBSTONE_SALT_ARN'));
const ports = { clock, ...stores(salt), bus: bus(), runner: runner() };

export const handler = observedQueue(handleEvents(ports, catalog, busEventSchema(SOURCE, declaredTypes)));
