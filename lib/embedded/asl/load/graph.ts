// Checks where a machine's states lead: every target exists, every state is reached.

import type { State } from '../machine.ts';
import type { Problems } from '../machine-error.ts';

type Edge = { readonly path: string; readonly target: string };

export function checkGraph(
  startAt: string,
  states: ReadonlyMap<string, State>,
  known: ReadonlySet<string>,
  problems: Problems,
): void {
  if (!known.has(startAt)) problems.add('/StartAt', `there is no state "${startAt}"`);
  for (const [name, state] of states) {
    for (const { path, target } of edgesOf(state)) {
      if (!known.has(target)) problems.add(`/States/${name}/${path}`, `there is no state "${target}"`);
    }
  }
  // A state with problems of its own has unknown ways out.
  if (problems.list.length > 0) return;
  const reached = reach(startAt, states);
  for (const name of known) {
    if (!reached.has(name)) problems.add(`/States/${name}`, `the state "${name}" is not reachable`);
  }
}

function reach(startAt: string, states: ReadonlyMap<string, State>): Set<string> {
  const reached = new Set<string>([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    for (const { target } of state ? edgesOf(state) : []) reached.add(target);
  }
  return reached;
}

function edgesOf(state: State): Edge[] {
  if (state.type === 'Fail' || state.type === 'Succeed') return [];
  const edges: Edge[] = [];
  if (state.next !== undefined) {
    edges.push({ path: state.type === 'Choice' ? 'Default' : 'Next', target: state.next });
  }
  const others = state.type === 'Choice' ? state.choices : state.type === 'Task' ? state.catchers : [];
  const field = state.type === 'Choice' ? 'Choices' : 'Catch';
  for (const [index, { next }] of others.entries()) {
    edges.push({ path: `${field}[${index}]/Next`, target: next });
  }
  return edges;
}
