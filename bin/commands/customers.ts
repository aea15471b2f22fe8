// `milepost customers`: what is kept of a customer.

import { Command } from 'commander';
import { consentCommand } from './customers/consent.ts';

export function customersCommand(): Command {
  return new Command('customers')
    .description('show what is kept of a customer')
    .addHelpText('after', '\nExample:\n  milepost customers consent c42')
    .addCommand(consentCommand());
}
