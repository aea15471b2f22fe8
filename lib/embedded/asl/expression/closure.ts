// Compiles the syntax tree of a simple expression to plain closures: no promise, no interpreter. What is not proved to
// mean the same as in jsonata is not compiled (undefined), or bails out when it meets such a value (values.ts).

import { isNode, type Node } from './ast.ts';
import { arrayOf, type Compile, compileAll, objectOf } from './constructors.ts';
import { functions } from './functions.ts';
import { negate, operators } from './operators.ts';
import { compilePath, type PathStep } from './path.ts';
import type { Scope, Value } from './scope.ts';
import { pick, truth } from './values.ts';

export type Closure = (scope: Scope) => Value;

/** Fields of a node that the compiler understands; a node with any other is left to the library. */
const KNOWN = new Set(
  'type value position steps predicate stages expr expression expressions arguments procedure condition then else lhs rhs name'.split(
    ' ',
  ),
);

/**
 * A closure for an expression, or undefined if it needs the library.
 * @param builtIn whether $name is jsonata's own function or variable, not one that the machine assigns
 */
export function compileClosure(node: Node, builtIn: (name: string) => boolean): Closure | undefined {
  const compile: Compile = (part) => {
    if (!isNode(part) || Object.keys(part).some((field) => !KNOWN.has(field))) return undefined;
    const closure = compileBare(part);
    if (closure === undefined || part.predicate === undefined) return closure;
    const indexes = literalIndexes(part.predicate);
    return indexes && ((scope) => pick(closure(scope), indexes));
  };

  const compileBare = (part: Node): Closure | undefined => {
    switch (part.type) {
      case 'string':
      case 'number':
      case 'value':
        return literal(part.value);
      case 'variable':
        return variable(part.value);
      case 'path':
        return path(part.steps ?? []);
      case 'block':
        return block(part.expressions ?? []);
      case 'condition':
        return condition(part);
      case 'function':
        return call(part);
      case 'binary': {
        const [left, right] = [compile(part.lhs), compile(part.rhs)];
        return left && right && operators.get(String(part.value))?.(left, right);
      }
      case 'unary':
        return unary(part);
      default:
        return undefined;
    }
  };

  const variable = (name: unknown): Closure | undefined => {
    if (typeof name !== 'string' || name === '' || name === '$' || name in Object.prototype) return undefined;
    if (name === 'states') return (scope) => scope.states;
    return builtIn(name) ? undefined : (scope) => scope.variables[name];
  };

  const path = (steps: readonly Node[]): Closure | undefined => {
    const [first, ...rest] = steps;
    // An array constructor that begins a path is evaluated in a way of its own.
    if (first === undefined || first.stages !== undefined || first.value === '[') return undefined;
    const names = pathSteps(rest);
    if (names === undefined) return undefined;
    const member = first.type === 'variable' && first.value === 'states' && !first.predicate && names[0];
    if (member && member.indexes === undefined) {
      return statesPath(member.name, names.slice(1));
    }
    const root = compile(first);
    return root && compilePath(root, names);
  };

  const block = (expressions: readonly Node[]): Closure | undefined => {
    const parts = compileAll(expressions, compile);
    const last = parts?.at(-1);
    if (parts === undefined || last === undefined) return undefined;
    if (parts.length === 1) return last;
    return (scope) => {
      let value: Value;
      for (const part of parts) value = part(scope);
      return value;
    };
  };

  const condition = (part: Node): Closure | undefined => {
    const [when, yes] = [compile(part.condition), compile(part.then)];
    const no = part.else === undefined ? () => undefined : compile(part.else);
    return when && yes && no && ((scope) => (truth(when(scope)) ? yes(scope) : no(scope)));
  };

  const call = (part: Node): Closure | undefined => {
    const name = part.procedure?.type === 'variable' ? part.procedure.value : undefined;
    if (typeof name !== 'string' || !builtIn(name) || part.procedure?.predicate) return undefined;
    const [argument, ...more] = part.arguments ?? [];
    const of = functions.get(name);
    const value = compile(argument);
    if (of === undefined || value === undefined || more.length > 0) return undefined;
    return (scope) => of(value(scope));
  };

  const unary = (part: Node): Closure | undefined => {
    if (part.value === '-') {
      const operand = compile(part.expression);
      return operand && negate(operand);
    }
    if (part.value === '[') return arrayOf(part.expressions ?? [], compile);
    return part.value === '{' ? objectOf(part.lhs, compile) : undefined;
  };

  return compile(node);
}

function literal(value: unknown): Closure | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return () => value;
  return typeof value === 'number' ? () => value : undefined;
}

/** A path from a member of $states on; `$states.context.Execution.Name` does not make the whole context object. */
function statesPath(member: string, steps: readonly PathStep[]): Closure | undefined {
  const [group, field, ...rest] = steps;
  if (member === 'context' && group && field && !group.indexes && !field.indexes) {
    return compilePath((scope) => scope.context.field(group.name, field.name), rest);
  }
  const root = statesMember(member);
  return root && compilePath(root, steps);
}

function statesMember(name: string): Closure | undefined {
  if (name === 'input') return (scope) => scope.input;
  if (name === 'result') return (scope) => scope.result;
  if (name === 'errorOutput') return (scope) => scope.errorOutput;
  return name === 'context' ? (scope) => scope.context.whole() : undefined;
}

function pathSteps(nodes: readonly Node[]): PathStep[] | undefined {
  const steps: PathStep[] = [];
  for (const node of nodes) {
    if (node.type !== 'name' || typeof node.value !== 'string' || node.value in Object.prototype)
      return undefined;
    if (node.predicate || Object.keys(node).some((field) => !KNOWN.has(field))) return undefined;
    const indexes = node.stages && literalIndexes(node.stages);
    if (node.stages && indexes === undefined) return undefined;
    steps.push({ name: node.value, indexes });
  }
  return steps;
}

/** The numbers of filters such as [0][-1]; undefined if one of them is no literal number. */
function literalIndexes(filters: readonly Node[]): number[] | undefined {
  const indexes: number[] = [];
  for (const { type, expr } of filters) {
    if (type !== 'filter' || expr?.type !== 'number' || typeof expr.value !== 'number') return undefined;
    indexes.push(Math.floor(expr.value));
  }
  return indexes;
}
