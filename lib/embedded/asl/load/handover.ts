// Loads what a state, a choice or a catcher hands on: Output and Assign.

import type { Json, JsonObject } from '../../../customer/json.ts';
import { excessBytes, PAYLOAD_BYTES } from '../limits.ts';
import type { Template } from '../machine.ts';
import { type Loading, pathOf, type Reach } from './loading.ts';
import { compileObject, compileTemplate } from './template.ts';

const VARIABLE = /^\p{ID_Start}\p{ID_Continue}*$/u;
const MAX_NAME = 80;

type Definition = {
  readonly Output?: Json | undefined;
  readonly Assign?: JsonObject | undefined;
};

export function handover(
  loading: Loading,
  prefix: string,
  { Output, Assign }: Definition,
  reach: Reach = 'entry',
): { output: Template | undefined; assign: Template<JsonObject> | undefined } {
  for (const name of Object.keys(Assign ?? {})) {
    const problem = wrongName(name);
    if (problem !== undefined) loading.problems.add(pathOf(loading, `${prefix}Assign/${name}`), problem);
  }
  const output =
    Output === undefined ? undefined : compileTemplate(loading, `${prefix}Output`, Output, reach);
  if (output?.constant && Output !== undefined && excessBytes(Output, PAYLOAD_BYTES) > 0) {
    loading.problems.add(pathOf(loading, `${prefix}Output`), `is larger than ${PAYLOAD_BYTES} bytes`);
  }
  const assign = Assign === undefined ? undefined : compileObject(loading, `${prefix}Assign`, Assign, reach);
  return { output, assign };
}

function wrongName(name: string): string | undefined {
  if (name === 'states') return '"states" is reserved by Step Functions';
  if (name in Object.prototype) return `"${name}" cannot be the name of a variable`;
  if (name.length > MAX_NAME) return `a variable's name has at most ${MAX_NAME} characters`;
  return VARIABLE.test(name)
    ? undefined
    : 'a variable\'s name is a Unicode identifier: a letter, then letters, digits and "_"';
}
