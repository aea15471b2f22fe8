// `milepost customers`: what is kept of a customer, and the end of it.

import { Command } from 'commander';
import { consentCommand } from './customers/consent.ts';
import { eraseCommand } from './customers/erase.ts';
import { exportCommand } from './customers/export.ts';

export function customersCommand(): Command {
  return new Command('customers')
    .description('show, export or erase what is kept of a customer')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost customers consent c42\n  milepost customers export c42\n  milepost customers erase c42',
    )
    .addCommand(consentCommand())
    .addCommand(exportCommand())
    .addCommand(eraseCommand());
}
