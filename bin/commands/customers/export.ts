// `milepost customers export`: everything that is kept of a customer, as JSON.

import { Command } from 'commander';
import { type Asked, askDesk } from '../../customers-desk.ts';
import { UsersMistake } from '../../users-mistake.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description('print everything that is kept of a customer as JSON')
    .argument('<customer>', "the customer's id")
    .option('--db <file>', 'the file of a server that is not at work', 'data/milepost.db')
    .option('--url <address>', 'ask a server that is, with its key in MILEPOST_WRITE_KEY')
    .addHelpText('after', '\nExample:\n  milepost customers export c42 > c42.json')
    .action(async (customerId: string, options: Asked) => {
      const exported = await askDesk(options, (desk) => desk.export(customerId));
      if (!exported) {
        throw new UsersMistake(
          `nothing is known of a customer "${customerId}" in ${options.url ?? options.db}`,
        );
      }
      console.log(JSON.stringify(exported, null, 2));
    });
}
