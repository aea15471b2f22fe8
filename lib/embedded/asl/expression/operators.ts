// Compiled operators. Operands of a wrong type bail out, so that the library reports its own error.

import type { Closure } from './closure.ts';
import type { Value } from './scope.ts';
import { BAIL, equal, finite, text, truth } from './values.ts';

type Operator = (left: Closure, right: Closure) => Closure;

const arithmetic =
  (calculate: (left: number, right: number) => number): Operator =>
  (left, right) =>
  (scope) => {
    const [a, b] = [operand(left(scope)), operand(right(scope))];
    if (a === undefined || b === undefined) return undefined;
    return unsigned(finite(calculate(a, b)));
  };

function operand(value: Value): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw BAIL;
  return finite(value);
}

/** JSON has no negative zero. */
function unsigned(value: number): number {
  return value === 0 ? 0 : value;
}

const comparison =
  (compare: (left: string | number, right: string | number) => boolean): Operator =>
  (left, right) =>
  (scope) => {
    const [a, b] = [comparable(left(scope)), comparable(right(scope))];
    if (a === undefined || b === undefined) return undefined;
    if (typeof a !== typeof b) throw BAIL;
    return compare(a, b);
  };

function comparable(value: Value): string | number | undefined {
  if (value !== undefined && typeof value !== 'string' && typeof value !== 'number') throw BAIL;
  return value;
}

const equality =
  (wanted: boolean): Operator =>
  (left, right) =>
  (scope) => {
    const [a, b] = [left(scope), right(scope)];
    return a !== undefined && b !== undefined && equal(a, b) === wanted;
  };

export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['+', arithmetic((a, b) => a + b)],
  ['-', arithmetic((a, b) => a - b)],
  ['*', arithmetic((a, b) => a * b)],
  ['/', arithmetic((a, b) => a / b)],
  ['%', arithmetic((a, b) => a % b)],
  ['<', comparison((a, b) => a < b)],
  ['<=', comparison((a, b) => a <= b)],
  ['>', comparison((a, b) => a > b)],
  ['>=', comparison((a, b) => a >= b)],
  ['=', equality(true)],
  ['!=', equality(false)],
  ['and', (left, right) => (scope) => truth(left(scope)) === true && truth(right(scope)) === true],
  ['or', (left, right) => (scope) => truth(left(scope)) === true || truth(right(scope)) === true],
  [
    '&',
    (left, right) => (scope) => {
      const [a, b] = [left(scope), right(scope)];
      return (a === undefined ? '' : text(a)) + (b === undefined ? '' : text(b));
    },
  ],
  [
    'in',
    (left, right) => (scope) => {
      const [a, b] = [left(scope), right(scope)];
      if (a === undefined || b === undefined) return false;
      return Array.isArray(b) ? b.some((item) => item === a) : a === b;
    },
  ],
]);

/** Unary minus. */
export function negate(operandOf: Closure): Closure {
  return (scope) => {
    const value = operand(operandOf(scope));
    return value === undefined ? undefined : unsigned(-value);
  };
}
