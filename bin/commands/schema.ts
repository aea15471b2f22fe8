// `milepost schema`: writes the JSON Schemas of what marketers write in JSON, for editors.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import {
  companyJsonSchema,
  deliverabilityJsonSchema,
  journeyJsonSchema,
  retentionJsonSchema,
  sampleJsonSchema,
  scenarioJsonSchema,
  segmentJsonSchema,
  sendingJsonSchema,
} from '../../lib/journey/json-schema.ts';

const schemas = {
  'deliverability.schema.json': deliverabilityJsonSchema,
  'journey.schema.json': journeyJsonSchema,
  'retention.schema.json': retentionJsonSchema,
  'segments/segment.schema.json': segmentJsonSchema,
  'sending.schema.json': sendingJsonSchema,
  'templates/company.schema.json': companyJsonSchema,
  'templates/sample.schema.json': sampleJsonSchema,
  'tests/scenario.schema.json': scenarioJsonSchema,
};

export function schemaCommand(): Command {
  return new Command('schema')
    .description(`write ${Object.keys(schemas).join(', ')}, by which editors know the language`)
    .option('--workflows <folder>', 'the folder to write them to', 'workflows')
    .addHelpText('after', '\nExample:\n  milepost schema')
    .action(async ({ workflows }: { workflows: string }) => {
      for (const [name, schema] of Object.entries(schemas)) {
        const file = join(workflows, name);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, schema());
        console.log(`wrote ${file}`);
      }
    });
}
