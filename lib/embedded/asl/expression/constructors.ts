// Compiled array and object constructors.

import type { Json, JsonObject } from '../../../customer/json.ts';
import type { Node } from './ast.ts';
import type { Closure } from './closure.ts';
import { BAIL } from './values.ts';

export type Compile = (part: unknown) => Closure | undefined;

/** All of a list, or undefined if one of it cannot be compiled. */
export function compileAll(nodes: readonly unknown[], compile: Compile): Closure[] | undefined {
  const closures: Closure[] = [];
  for (const node of nodes) {
    const closure = compile(node);
    if (closure === undefined) return undefined;
    closures.push(closure);
  }
  return closures;
}

/** Undefined items are left out, arrays are spread, but for arrays that are written as such. */
export function arrayOf(nodes: readonly Node[], compile: Compile): Closure | undefined {
  const items = compileAll(nodes, compile);
  if (items === undefined) return undefined;
  const nested = nodes.map((node) => node.value === '[');
  return (scope) => {
    const list: Json[] = [];
    for (const [index, item] of items.entries()) {
      const value = item(scope);
      if (value === undefined) continue;
      if (Array.isArray(value) && !nested[index]) list.push(...value);
      else list.push(value);
    }
    return list;
  };
}

/** Names must be strings, each once; members whose name or value is undefined are left out. */
export function objectOf(pairs: unknown, compile: Compile): Closure | undefined {
  if (!Array.isArray(pairs)) return undefined;
  const members: (readonly [Closure, Closure])[] = [];
  for (const pair of pairs) {
    if (!Array.isArray(pair)) return undefined;
    const [name, value] = [compile(pair[0]), compile(pair[1])];
    if (name === undefined || value === undefined) return undefined;
    members.push([name, value]);
  }
  return (scope) => {
    const object: JsonObject = {};
    const names = new Set<string>();
    for (const [nameAt, valueAt] of members) {
      const name = nameAt(scope);
      if (name === undefined) continue;
      if (typeof name !== 'string' || names.has(name) || name in Object.prototype) throw BAIL;
      names.add(name);
      const value = valueAt(scope);
      if (value !== undefined) object[name] = value;
    }
    return object;
  };
}
