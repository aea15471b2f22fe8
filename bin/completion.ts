// Shell completion: commands and options as the command line has them, the names that stand in workflows/, and files.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Argument, Option } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { isSegmentFile } from '../lib/embedded/files/read-segment-files.ts';
import { isJourneyFile } from '../lib/embedded/files/read-workflows.ts';

/** What a placeholder in the command line may be completed to. */
const namesOf: Record<string, (word: string) => string[]> = {
  journey: () => filesIn('workflows').filter(isJourneyFile).map(withoutEnding),
  segment: () => filesIn('workflows/segments').filter(isSegmentFile).map(withoutEnding),
  template: messages,
  file: paths,
  files: paths,
  folder: paths,
};

/** Adds `milepost completion <shell>`, and the hidden command by which a shell then asks. */
export function addCompletion(program: Command): void {
  const { commands } = tab(program, { completionCommandName: 'completion' });
  for (const [name, { options, arguments: args }] of commands) {
    for (const argument of args.values()) completeTo(argument, argument.name, program);
    for (const option of options.values())
      completeTo(option, placeholderOf(program, name, option.value), program);
  }
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('print a script by which a shell completes commands, options, names and files')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost completion bash >> ~/.bashrc\n  milepost completion zsh >> ~/.zshrc\n' +
        '  milepost completion fish > ~/.config/fish/completions/milepost.fish',
    );
}

function completeTo(completed: Argument | Option, placeholder: string | undefined, program: Command): void {
  const names = namesOf[placeholder ?? ''];
  if (!names) return;
  completed.handler = (complete: (value: string, description: string) => void) => {
    // The word at the cursor is the last that the shell hands over.
    for (const name of names(program.args.at(-1) ?? '')) complete(name, '');
  };
}

/** `file` for an option that is written as `--db <file>`; `command` is its words. */
function placeholderOf(program: Command, command: string, option: string): string | undefined {
  const found = command
    .split(' ')
    .reduce<Command | undefined>((at, word) => at?.commands.find((one) => one.name() === word), program);
  const flags = found?.options.find(({ long }) => long === `--${option}`)?.flags;
  return flags?.match(/<(\w+)/)?.[1];
}

/** The folders of messages: two levels below templates, or deeper. */
function messages(): string[] {
  const root = 'workflows/templates';
  const foldersIn = (folder: string) =>
    entriesIn(join(root, folder))
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${folder}${folder === '' ? '' : '/'}${entry.name}`);
  return foldersIn('').flatMap(foldersIn);
}

/** What lies beside, or below, a path that has been begun; a lone folder is opened at once. */
function paths(word: string): string[] {
  const folder = word.slice(0, word.lastIndexOf('/') + 1);
  const found = pathsIn(folder).filter((path) => path.startsWith(word));
  const [first] = found;
  return found.length === 1 && first?.endsWith('/') ? pathsIn(first) : found;
}

function pathsIn(folder: string): string[] {
  return entriesIn(folder || '.').map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`);
}

function filesIn(folder: string): string[] {
  return entriesIn(folder).map((entry) => entry.name);
}

/** None where there is no such folder: a shell wants no errors. */
function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function withoutEnding(name: string): string {
  return name.slice(0, -'.json'.length);
}
