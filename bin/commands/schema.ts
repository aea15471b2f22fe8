// `milepost schema`: writes the JSON Schema of journeys, for editors.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { journeyJsonSchema } from '../../lib/journey/json-schema.ts';

export function schemaCommand(): Command {
  return new Command('schema')
    .description('write journey.schema.json, by which editors know the journey language')
    .option('--workflows <folder>', 'the folder to write it to', 'workflows')
    .addHelpText('after', '\nExample:\n  milepost schema')
    .action(async ({ workflows }: { workflows: string }) => {
      const file = join(workflows, 'journey.schema.json');
      await writeFile(file, journeyJsonSchema());
      console.log(`wrote ${file}`);
    });
}
