// The parts of the benchmark, in the order in which they run.

import type { Part } from '../part.ts';
import { asl } from './asl.ts';
import { compile } from './compile.ts';
import { events } from './events.ts';
import { functions } from './functions.ts';
import { http } from './http.ts';
import { parked } from './parked.ts';
import { quotas } from './quotas.ts';
import { cdnow, shop } from './replay.ts';

export const parts: { [name: string]: Part } = {
  asl,
  events,
  http,
  parked,
  compile,
  functions,
  shop,
  cdnow,
  quotas,
};
