// `milepost schema`: writes the JSON Schemas of journeys and of their tests, for editors.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { journeyJsonSchema, scenarioJsonSchema } from '../../lib/journey/json-schema.ts';

export function schemaCommand(): Command {
  return new Command('schema')
    .description(
      'write journey.schema.json and tests/scenario.schema.json, by which editors know the language',
    )
    .option('--workflows <folder>', 'the folder to write them to', 'workflows')
    .addHelpText('after', '\nExample:\n  milepost schema')
    .action(async ({ workflows }: { workflows: string }) => {
      const journeys = join(workflows, 'journey.schema.json');
      const scenarios = join(workflows, 'tests', 'scenario.schema.json');
      await writeFile(journeys, journeyJsonSchema());
      await mkdir(dirname(scenarios), { recursive: true });
      await writeFile(scenarios, scenarioJsonSchema());
      console.log(`wrote ${journeys}\nwrote ${scenarios}`);
    });
}
