// What AWS and the embedded runtime ask of every machine.

import validate from 'asl-validator';
import { expect } from 'vitest';
import { loadMachine } from '../../../lib/embedded/asl/load.ts';
import type { MachineDefinition } from '../../../lib/journey/compile/asl.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*( \((held|failed|plan|deadline|case|until|met)\))?$/;
const LONGEST_NAME = 80;
const MOST_BYTES = 1_048_576;

/** A substitution as a whole value, of the field that takes it. */
const SUBSTITUTION =
  /"(?:FunctionName": ?"\$\{(?:DecideStep|WaitForEvent|UpdateProfile|EmitEvent)Function|QueueUrl": ?"\$\{(?:Email|Sms|Push|Webhook)QueueUrl)\}"/g;

/** What asl-validator has against any of these machines. It takes long to begin, so that it sees them all at once. */
export function flaws(machines: readonly MachineDefinition[]): string {
  const Branches = machines.map((machine, index) => renamed(machine, (name) => `${index}: ${name}`));
  return validate({
    QueryLanguage: 'JSONata',
    StartAt: 'All',
    States: { All: { Type: 'Parallel', Branches, End: true } },
  }).errorsText('\n');
}

/** A machine as a branch of another: its states under names that are nobody else's. */
function renamed({ StartAt, States }: MachineDefinition, rename: (name: string) => string): object {
  const states = JSON.parse(JSON.stringify(States), (field, value) =>
    typeof value === 'string' && ['Next', 'Default'].includes(field) ? rename(value) : value,
  );
  const named = Object.entries(states).map(([name, state]) => [rename(name), state]);
  return { StartAt: rename(StartAt), States: Object.fromEntries(named) };
}

export function expectSound(machine: MachineDefinition): void {
  expect(() => loadMachine(machine)).not.toThrow();
  const text = JSON.stringify(machine);
  expect(text.replaceAll(SUBSTITUTION, '')).not.toContain('${');
  expect(new TextEncoder().encode(text).length).toBeLessThan(MOST_BYTES);
  for (const [name, state] of Object.entries(machine.States)) {
    expect(name).toMatch(NAME);
    expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
    if (state.Type === 'Task') expectPatience(name, state.Retry ?? []);
  }
}

/** The errors that are answers first, never retried; all others last, and alone. */
function expectPatience(name: string, retriers: { ErrorEquals: string[]; MaxAttempts: number }[]): void {
  const [answers, others, ...more] = retriers;
  expect(answers, name).toMatchObject({ MaxAttempts: 0 });
  expect(answers?.ErrorEquals, name).toContain('TerminalError');
  expect(answers?.ErrorEquals, name).not.toContain('States.ALL');
  expect(others?.ErrorEquals, name).toEqual(['States.ALL']);
  expect(more, name).toEqual([]);
}
