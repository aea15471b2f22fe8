// Compiled location paths: `$states.input.order.items.price`, `$order.lines[0].sku`. Objects are walked directly; an
// array on the way is mapped and flattened as jsonata does, and a sequence of one becomes its only value.

import type { Json } from '../../../customer/json.ts';
import type { Closure } from './closure.ts';
import type { Value } from './scope.ts';
import { BAIL, pick } from './values.ts';

export type PathStep = { readonly name: string; readonly indexes: readonly number[] | undefined };

/** A path from a root value through named steps. */
export function compilePath(root: Closure, steps: readonly PathStep[]): Closure {
  const [only] = steps;
  if (steps.length === 0) return root;
  if (steps.length === 1 && only !== undefined && only.indexes === undefined) {
    const { name } = only;
    return (scope) => {
      const value = root(scope);
      if (typeof value !== 'object' || value === null) return undefined;
      return Array.isArray(value) ? map(value, steps, 0) : value[name];
    };
  }
  return (scope) => {
    let value = root(scope);
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index];
      if (step === undefined || typeof value !== 'object' || value === null) return undefined;
      if (Array.isArray(value)) return map(value, steps, index);
      value = value[step.name];
      if (step.indexes !== undefined) value = pick(value, step.indexes);
    }
    return value;
  };
}

/** The steps from `start` on, over each item of an array. */
function map(items: readonly Json[], steps: readonly PathStep[], start: number): Value {
  let sequence: Json[] = [];
  for (let index = start; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined || step.indexes !== undefined) throw BAIL;
    const found = lookupEach(index === start ? items : sequence, step.name);
    const [first] = found;
    if (index === steps.length - 1 && found.length === 1 && Array.isArray(first)) return first;
    sequence = flatten(found);
    if (sequence.length === 0) return undefined;
  }
  return sequence.length === 1 ? sequence[0] : sequence;
}

function flatten(values: readonly Json[]): Json[] {
  const flat: Json[] = [];
  for (const value of values) {
    if (Array.isArray(value)) flat.push(...value);
    else flat.push(value);
  }
  return flat;
}

function lookupEach(items: readonly Json[], name: string): Json[] {
  const found: Json[] = [];
  for (const item of items) {
    if (typeof item !== 'object' || item === null) continue;
    if (Array.isArray(item)) throw BAIL;
    const value = item[name];
    if (value !== undefined) found.push(value);
  }
  return found;
}
