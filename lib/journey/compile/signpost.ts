// What the ways out of a state mean, in words for people: told by the step that makes the state. Amazon States Language
// has no place for it, so it is kept beside the machine, whose text stays as AWS knows it.

import type { MachineDefinition, State } from './asl.ts';

/**
 * A state that decides between ways by what it is told: one of `ways` for each of waysOut(), in their order. Where it is
 * `sticky`, a run that comes by again goes the same way as before.
 */
export type Crossing = { step: string; ways: string[]; sticky?: boolean };

/** A Choice that counts the rounds of a repeat in a variable, from 1: another round, or on. */
export type Rounds = { variable: string; times: number };

export type Signpost = Crossing | Rounds;

/** By the names of states. */
export type Signposts = ReadonlyMap<string, Signpost>;

const ofMachines = new WeakMap<MachineDefinition, Signposts>();

export function putSignposts(machine: MachineDefinition, signposts: Signposts): void {
  ofMachines.set(machine, signposts);
}

/** The signposts of a machine that this process compiled. Throws for one that was read from its text. */
export function signpostsOf(machine: MachineDefinition): Signposts {
  const signposts = ofMachines.get(machine);
  if (signposts) return signposts;
  throw new Error(
    'this machine was read, not compiled, so nothing says what its ways mean; compile its journey',
  );
}

/** What a way out of a state assigns, and where it leads; undefined is the end of the journey. */
export type WayOut = { to: string | undefined; assigns: Record<string, unknown> };

/** The ways out of a state, as they stand in it: a Choice's rules and its default, a task's next and its catchers. */
export function waysOut(state: State): WayOut[] {
  if (state.Type === 'Succeed') return [{ to: undefined, assigns: {} }];
  if (state.Type === 'Choice') {
    const otherwise = { to: state.Default, assigns: state.Assign ?? {} };
    return [...state.Choices.map((rule) => ({ to: rule.Next, assigns: rule.Assign ?? {} })), otherwise];
  }
  const onward = { to: 'Next' in state ? state.Next : undefined, assigns: state.Assign ?? {} };
  const caught = state.Type === 'Task' ? (state.Catch ?? []) : [];
  return [onward, ...caught.map((catcher) => ({ to: catcher.Next, assigns: catcher.Assign ?? {} }))];
}
