// `milepost messages resend` and `drop`: what becomes of messages of which nobody knows whether they went out.

import { Command } from 'commander';
import { type Asked, resolveMessages } from '../../messages-desk.ts';
import { UsersMistake } from '../../users-mistake.ts';

const words = {
  resend: 'send messages once again of which nobody knows whether they went out, if they may still go out',
  drop: 'record such messages as failed: they are taken not to have gone out',
};

type Options = Asked & { json?: boolean };

export function resolveCommand(word: keyof typeof words): Command {
  return new Command(word)
    .description(words[word])
    .argument('<keys...>', 'their keys, as milepost messages --unknown lists them')
    .option('--db <file>', 'the file of a server that is not at work', 'data/milepost.db')
    .option('--url <address>', 'ask a server that is, with its key in MILEPOST_WRITE_KEY')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  milepost messages ${word} c42/welcome-0a1b/greeting`)
    .action(async (keys: string[], _own: Options, command: Command) => {
      // The options of `messages` have the same names, and whoever stands first takes them.
      const options: Options = command.optsWithGlobals();
      const { done, refused } = await resolveMessages(word, keys, options);
      if (options.json) console.log(JSON.stringify({ done, refused }, null, 2));
      else for (const { what } of done) console.log(what);
      if (refused.length > 0) throw new UsersMistake(refused.map(({ error }) => error).join('\n'));
    });
}
