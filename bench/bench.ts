// `npm run bench`: what Milepost does a second, all in one run, as a table or with --json. No part of the tests: the
// figures are those of the computer at hand and of what else it does.

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { table } from '../bin/output/table.ts';
import type { JsonObject } from '../lib/customer/json.ts';
import type { Row } from './part.ts';
import { parts } from './parts/index.ts';

type Options = { json?: boolean; folder: string };

await new Command('bench')
  .description('measure the engine; all parts take about five minutes')
  .addArgument(new Argument('[parts...]', 'only these parts').choices(Object.keys(parts)))
  .option('--json', 'print the figures as JSON')
  .option('--folder <folder>', 'where the durable files are made: the disk that is measured', tmpdir())
  .addHelpText('after', `\nParts:\n${listed()}\n\nExample:\n  npm run bench -- asl compile`)
  .action(run)
  .parseAsync();

async function run(chosen: string[], options: Options): Promise<void> {
  const rows: Row[] = [];
  const json: JsonObject = {};
  for (const [name, part] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.error(`${name}: ${part.about} …`);
    const folder = mkdtempSync(join(options.folder, 'milepost-bench-'));
    try {
      const measured = await part.run(folder);
      rows.push(...measured.rows);
      json[name] = measured.json;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  if (options.json) {
    console.log(JSON.stringify(json, null, 2));
    return;
  }
  console.log(
    `\nNode ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}\n`,
  );
  console.log(
    table(
      ['', '', ''],
      rows.map(({ what, figure, remark }) => [what, figure, remark]),
    ),
  );
}

function listed(): string {
  return Object.entries(parts)
    .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
    .join('\n');
}
