// Compiles a field's value: JSON in which every string between {% and %} is an expression.

import { isObject, type Json, type JsonObject } from '../../../customer/json.ts';
import { EvaluationError } from '../errors.ts';
import {
  compileExpression,
  type Expression,
  ExpressionError,
  ExpressionSyntaxError,
} from '../expression/compile.ts';
import type { Scope, Value } from '../expression/scope.ts';
import type { Template } from '../machine.ts';
import type { MaybePromise } from '../maybe.ts';
import { type Loading, pathOf, type Reach } from './loading.ts';
import { wrongReferences } from './references.ts';

const EXPRESSION = /^\{%([\s\S]*)%\}$/;

export function isExpression(value: unknown): boolean {
  return typeof value === 'string' && EXPRESSION.test(value);
}

/** Compiles a field; `location` is its name as Step Functions reports it, for example Arguments/Payload. */
export function compileTemplate(
  loading: Loading,
  location: string,
  value: Json,
  reach: Reach = 'entry',
): Template {
  if (typeof value === 'string') {
    const text = EXPRESSION.exec(value)?.[1];
    return text === undefined ? constant(value) : compileText(loading, location, text, reach);
  }
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compileTemplate(loading, `${location}[${index}]`, item, reach));
    return items.every((item) => item.constant) ? constant(value) : { constant: false, evaluate: all(items) };
  }
  return isObject(value) ? compileObject(loading, location, value, reach) : constant(value);
}

/** Compiles a field that is an object, such as Assign. */
export function compileObject(
  loading: Loading,
  location: string,
  value: JsonObject,
  reach: Reach = 'entry',
): Template<JsonObject> {
  const names = Object.keys(value);
  const members = Object.entries(value).map(([name, member]) =>
    compileTemplate(loading, `${location}/${name}`, member, reach),
  );
  if (members.every((member) => member.constant)) return constant(value);
  return {
    constant: false,
    evaluate(scope) {
      const object: JsonObject = {};
      const pending = fill(members, scope, (index, member) => {
        const name = names[index];
        if (name !== undefined) object[name] = member;
      });
      return pending === undefined ? object : pending.then(() => object);
    },
  };
}

function constant<T>(value: T): Template<T> {
  return { constant: true, evaluate: () => value };
}

function all(items: readonly Template[]): (scope: Scope) => MaybePromise<Json> {
  return (scope) => {
    const list: Json[] = [];
    const pending = fill(items, scope, (index, item) => {
      list[index] = item;
    });
    return pending === undefined ? list : pending.then(() => list);
  };
}

/** Evaluates parts in order; a promise only if one of them is one. A part that comes later keeps its place. */
function fill(
  parts: readonly Template[],
  scope: Scope,
  put: (index: number, value: Json) => void,
): Promise<unknown> | undefined {
  let pending: Promise<void>[] | undefined;
  try {
    for (let index = 0; index < parts.length; index++) {
      const value = parts[index]?.evaluate(scope) ?? null;
      if (value instanceof Promise) {
        put(index, null);
        pending ??= [];
        pending.push(value.then((later) => put(index, later)));
      } else {
        put(index, value);
      }
    }
  } catch (error) {
    for (const part of pending ?? []) part.catch(() => undefined);
    throw error;
  }
  return pending && Promise.all(pending);
}

function compileText(loading: Loading, location: string, text: string, reach: Reach): Template {
  let expression: Expression;
  try {
    expression = compileExpression(text, loading.assigned);
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    loading.problems.add(pathOf(loading, location), `"${text.trim()}" is no JSONata: ${error.message}`);
    return constant(null);
  }
  for (const problem of wrongReferences(expression.ast, reach)) {
    loading.problems.add(pathOf(loading, location), problem);
  }
  const { source } = expression;
  const said = `The JSONata expression '${source}' specified for the field '${location}'`;
  const check = (value: Value): Json => {
    if (value !== undefined) return value;
    throw new EvaluationError(location, `${said} returned nothing (undefined).`, true);
  };
  const explain = (error: unknown): never => {
    if (!(error instanceof ExpressionError)) throw error;
    throw new EvaluationError(location, `${said} threw an error during evaluation. ${error.message}`, true);
  };
  return {
    constant: false,
    source,
    evaluate(scope) {
      const value = expression.evaluate(scope);
      return value instanceof Promise ? value.catch(explain).then(check) : check(value);
    },
  };
}
