// One expression, from the text between {% and %} to something that answers: at once where it could be compiled to
// closures, through the jsonata library where not.

import jsonata from 'jsonata';
import type { MaybePromise } from '../maybe.ts';
import type { Node } from './ast.ts';
import { compileClosure } from './closure.ts';
import { isFunctionName, libraryEvaluator } from './library.ts';
import type { Scope, Value } from './scope.ts';
import { BAIL } from './values.ts';

export type Expression = {
  /** The text, trimmed. */
  readonly source: string;
  readonly ast: Node;
  /** Whether it is compiled, so that it answers without a promise (but for values that it leaves to the library). */
  readonly compiled: boolean;
  /** Throws or rejects with ExpressionError. */
  evaluate(scope: Scope): MaybePromise<Value>;
};

/** An expression failed; the message is jsonata's, with its code. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** An expression is no JSONata. */
export class ExpressionSyntaxError extends Error {
  override readonly name = 'ExpressionSyntaxError';
}

/**
 * Compiles an expression.
 * @param assigned the variables that the machine assigns anywhere: they hide functions of the same name
 * @throws {ExpressionSyntaxError}
 */
export function compileExpression(text: string, assigned: ReadonlySet<string>): Expression {
  const source = text.trim();
  const parsed = parse(source);
  const ast: Node = parsed.ast();
  const closure = compileClosure(ast, (name) => isFunctionName(name) && !assigned.has(name));
  const library = libraryEvaluator(parsed);
  const slowly = (scope: Scope): Promise<Value> =>
    library(scope).catch((error: unknown) => {
      throw new ExpressionError(describe(error));
    });
  if (closure === undefined) return { source, ast, compiled: false, evaluate: slowly };
  const evaluate = (scope: Scope): MaybePromise<Value> => {
    try {
      return closure(scope);
    } catch (error) {
      if (error === BAIL) return slowly(scope);
      throw error;
    }
  };
  return { source, ast, compiled: true, evaluate };
}

function parse(source: string): jsonata.Expression {
  try {
    return jsonata(source);
  } catch (error) {
    throw new ExpressionSyntaxError(describe(error));
  }
}

/** jsonata throws plain objects: {code, message}. */
function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const message = String(error.message);
  return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${message}` : message;
}
