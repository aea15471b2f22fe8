// Loads one state: its fields checked, its expressions compiled.

import type { ChoiceDefinition, StateDefinition, TaskDefinition } from '../definition/states.ts';
import type { ChoiceState, State, TaskState, Template } from '../machine.ts';
import { services } from '../machine.ts';
import { parseTimestamp } from '../timestamp.ts';
import { loadCatchers, loadRetriers } from './handlers.ts';
import { handover } from './handover.ts';
import { type Loading, pathOf } from './loading.ts';
import { readResource, wrongArguments } from './resource.ts';
import { compileTemplate, isExpression } from './template.ts';

export function loadState(loading: Loading, definition: StateDefinition): State {
  const name = loading.state;
  switch (definition.Type) {
    case 'Pass':
      return { type: 'Pass', name, next: nextOf(loading, definition), ...handover(loading, '', definition) };
    case 'Succeed':
      return { type: 'Succeed', name, next: undefined, ...handover(loading, '', definition) };
    case 'Fail': {
      const [error, cause] = [definition.Error, definition.Cause];
      return {
        type: 'Fail',
        name,
        error: error === undefined ? undefined : compileTemplate(loading, 'Error', error),
        cause: cause === undefined ? undefined : compileTemplate(loading, 'Cause', cause),
      };
    }
    case 'Wait': {
      const { field, value } = loadWait(loading, definition);
      return {
        type: 'Wait',
        name,
        field,
        value,
        next: nextOf(loading, definition),
        ...handover(loading, '', definition),
      };
    }
    case 'Choice':
      return loadChoice(loading, definition);
    case 'Task':
      return loadTask(loading, definition);
  }
}

type Flow = { readonly Next?: string | undefined; readonly End?: boolean | undefined };

function nextOf(loading: Loading, { Next, End }: Flow): string | undefined {
  if (Next !== undefined && End === true) {
    loading.problems.add(pathOf(loading, 'Next'), 'a state has Next or "End": true, not both');
  }
  if (Next === undefined && End !== true) {
    loading.problems.add(`/States/${loading.state}`, 'say where it goes on: Next, or "End": true');
  }
  return Next;
}

type WaitFields = { readonly Seconds?: number | string | undefined; readonly Timestamp?: string | undefined };

function loadWait(
  loading: Loading,
  { Seconds, Timestamp }: WaitFields,
): { field: 'Seconds' | 'Timestamp'; value: Template } {
  if ((Seconds === undefined) === (Timestamp === undefined)) {
    loading.problems.add(`/States/${loading.state}`, 'a Wait has one of Seconds and Timestamp');
  }
  if (Timestamp === undefined) {
    return { field: 'Seconds', value: compileTemplate(loading, 'Seconds', Seconds ?? 0) };
  }
  if (!isExpression(Timestamp) && parseTimestamp(Timestamp) === undefined) {
    loading.problems.add(
      pathOf(loading, 'Timestamp'),
      `"${Timestamp}" is no date-time; write for example 2026-03-29T10:00:00Z, or an expression`,
    );
  }
  return { field: 'Timestamp', value: compileTemplate(loading, 'Timestamp', Timestamp) };
}

function loadChoice(loading: Loading, definition: ChoiceDefinition): ChoiceState {
  const choices = definition.Choices.map((choice, index) => ({
    condition: compileTemplate(loading, `Choices[${index}]/Condition`, choice.Condition),
    next: choice.Next,
    ...handover(loading, `Choices[${index}]/`, choice),
  }));
  return {
    type: 'Choice',
    name: loading.state,
    choices,
    next: definition.Default,
    ...handover(loading, '', definition),
  };
}

function loadTask(loading: Loading, definition: TaskDefinition): TaskState {
  const resource = readResource(definition.Resource);
  if (resource === undefined) {
    loading.problems.add(
      pathOf(loading, 'Resource'),
      `"${definition.Resource}" is nothing that this runtime can call; it can call a Lambda function's ARN, or ${services
        .slice(1)
        .map((service) => `arn:aws:states:::${service}`)
        .join(', ')}`,
    );
  }
  const { Arguments, TimeoutSeconds, HeartbeatSeconds } = definition;
  for (const problem of resource ? wrongArguments(resource.service, Arguments) : []) {
    loading.problems.add(pathOf(loading, 'Arguments'), problem);
  }
  if (
    typeof HeartbeatSeconds === 'number' &&
    typeof TimeoutSeconds === 'number' &&
    HeartbeatSeconds >= TimeoutSeconds
  ) {
    loading.problems.add(pathOf(loading, 'HeartbeatSeconds'), 'must be smaller than TimeoutSeconds');
  }
  const seconds = (field: string, value: number | string | undefined) =>
    value === undefined ? undefined : compileTemplate(loading, field, value);
  return {
    type: 'Task',
    name: loading.state,
    next: nextOf(loading, definition),
    resource: resource ?? { service: 'lambda', arn: definition.Resource, waitsForToken: false },
    arguments: Arguments === undefined ? undefined : compileTemplate(loading, 'Arguments', Arguments),
    timeoutSeconds: seconds('TimeoutSeconds', TimeoutSeconds),
    heartbeatSeconds: seconds('HeartbeatSeconds', HeartbeatSeconds),
    retriers: loadRetriers(loading, definition.Retry ?? []),
    catchers: loadCatchers(loading, definition.Catch ?? []),
    ...handover(loading, '', definition, 'result'),
  };
}
