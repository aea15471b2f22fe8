// What 100,000 parked runs weigh: in a process of its own, whose resident memory is looked at before and after.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { type Part, round } from '../part.ts';

const WeightSchema = z.strictObject({
  runs: z.number(),
  before: z.number(),
  after: z.number(),
  most: z.number(),
});

const MEGABYTE = 1024 * 1024;

export const parked: Part = {
  about: 'growth of resident memory for 100,000 parked runs',
  async run(folder) {
    const program = join(import.meta.dirname, '../parked-runs.ts');
    const child = spawn(process.execPath, ['--expose-gc', program, join(folder, 'parked.db')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const { runs, before, after, most } = WeightSchema.parse(JSON.parse(told));
    const megabytes = (after - before) / MEGABYTE;
    return {
      rows: [
        {
          what: `${round(runs)} parked runs`,
          figure: `${round(megabytes)} MB`,
          remark: `from ${round(before / MEGABYTE)} to ${round(after / MEGABYTE)} MB resident after garbage collection, at most ${round(most / MEGABYTE)} on the way`,
        },
      ],
      json: { runs, megabytes, mostMegabytes: most / MEGABYTE },
    };
  },
};
