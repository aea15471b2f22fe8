// Loads a definition in Amazon States Language (JSONata). What the runtime does not know is refused here, never skipped.

import { isObject } from '../../customer/json.ts';
import { addIssues, MachineSchema } from './definition/machine.ts';
import { type StateDefinition, StateSchema, stateTypes } from './definition/states.ts';
import { YEAR_SECONDS } from './limits.ts';
import { checkGraph } from './load/graph.ts';
import { loadState } from './load/state.ts';
import type { Machine, State } from './machine.ts';
import { MachineError, Problems } from './machine-error.ts';

const MAX_STATE_NAME = 80;

/**
 * Loads a machine.
 * @throws {MachineError} with all problems that were found
 */
export function loadMachine(definition: unknown): Machine {
  const problems = new Problems();
  const top = MachineSchema.safeParse(definition);
  if (!top.success) {
    addIssues(problems, '', top.error.issues);
    throw new MachineError(problems.list);
  }
  const { States, StartAt, QueryLanguage = 'JSONPath', TimeoutSeconds = YEAR_SECONDS } = top.data;
  const names = Object.keys(States);
  const definitions = new Map<string, StateDefinition>();
  for (const name of names) {
    const checked = checkState(problems, name, States[name], QueryLanguage);
    if (checked !== undefined) definitions.set(name, checked);
  }
  const assigned = assignedBy(definitions.values());
  const states = new Map<string, State>();
  for (const [name, checked] of definitions) {
    states.set(name, loadState({ problems, assigned, state: name }, checked));
  }
  checkGraph(StartAt, states, new Set(names), problems);
  if (problems.list.length > 0) throw new MachineError(problems.list);
  return { startAt: StartAt, states, longestMillis: Math.min(TimeoutSeconds, YEAR_SECONDS) * 1000 };
}

function checkState(
  problems: Problems,
  name: string,
  definition: unknown,
  machineLanguage: string,
): StateDefinition | undefined {
  const path = `/States/${name}`;
  if (name.length > MAX_STATE_NAME) {
    problems.add(path, `a state's name has at most ${MAX_STATE_NAME} characters`);
  }
  if (!isObject(definition)) return undefined;
  const type = definition.Type;
  if (!stateTypes.some((known) => known === type)) {
    problems.add(
      `${path}/Type`,
      `${type === undefined ? 'a state needs a Type' : `${JSON.stringify(type)} is no state type that this runtime knows`}; it knows ${stateTypes.join(', ')}`,
    );
    return undefined;
  }
  if ((definition.QueryLanguage ?? machineLanguage) === 'JSONPath') {
    problems.add(
      `${path}/QueryLanguage`,
      'this state uses JSONPath (which is also the default), and the runtime runs JSONata only; write "QueryLanguage": "JSONata" on the machine or the state',
    );
    return undefined;
  }
  const checked = StateSchema.safeParse(definition);
  if (checked.success) return checked.data;
  addIssues(problems, path, checked.error.issues);
  return undefined;
}

/** The variables that the states, choices and catchers of a machine assign. */
function assignedBy(definitions: Iterable<StateDefinition>): Set<string> {
  const names = new Set<string>();
  for (const definition of definitions) {
    const parts = [
      definition,
      ...(definition.Type === 'Choice' ? definition.Choices : []),
      ...(definition.Type === 'Task' ? (definition.Catch ?? []) : []),
    ];
    for (const part of parts) {
      if ('Assign' in part) for (const name of Object.keys(part.Assign ?? {})) names.add(name);
    }
  }
  return names;
}
