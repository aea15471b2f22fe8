// Numbers as options of commands.

import { InvalidArgumentError } from 'commander';

/** Reads a whole number from `least` to `most`; for commander, which tells the option with the error. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    const upTo = most === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number, ${least}${upTo}.`);
  };
}
