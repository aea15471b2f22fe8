import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../lib/customer/json.ts';
import { compileExpression } from '../../../../lib/embedded/asl/expression/compile.ts';
import { plain } from '../../../../lib/embedded/asl/expression/plain.ts';
import { Scope, type Value } from '../../../../lib/embedded/asl/expression/scope.ts';

const chance = { now: 0, random: () => 0.5, uuid: () => 'uuid' };

/** A scope in which $states.context.Execution.Input is the input too. */
function scopeOf(input: Json, variables: JsonObject): Scope {
  const whole = { Execution: { Input: input, Name: 'run-1' } };
  return new Scope(variables, input, chance, {
    whole: () => whole,
    field: (_group, name) => (name === 'Input' ? input : name === 'Name' ? 'run-1' : undefined),
  });
}

type Answer = { value: Value } | { error: string };

async function compiledAnswer(text: string, scope: Scope): Promise<Answer> {
  try {
    return { value: await compileExpression(text, new Set()).evaluate(scope) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function libraryAnswer(text: string, scope: Scope): Promise<Answer> {
  try {
    const bindings = structuredClone({ ...scope.variables, states: scope.states });
    return { value: plain(await jsonata(text).evaluate(undefined, bindings)) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return { error: code === undefined ? message : `${code}: ${message}` };
  }
}

const names = fc.constantFrom('a', 'b', 'c', 'length', 'at');
const scalars = fc.oneof(
  fc.integer({ min: -3, max: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom('', 'a', 'b', '7', '-1.50', '2026-03-29T10:00:00Z', '2026-03-29T10:00:00.123+02:00', '1e3'),
  fc.boolean(),
  fc.constant(null),
);
const { value: jsonValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const roots = fc.constantFrom(
  '$x',
  '$y',
  '$absent',
  '$states.input',
  '$states.context.Execution.Input',
  '$states',
);
const indexes = fc.constantFrom('', '', '', '[0]', '[-1]', '[1]', '[0][0]');
const paths = fc
  .tuple(roots, fc.array(fc.tuple(names, indexes), { maxLength: 3 }))
  .map(([root, steps]) => root + steps.map(([name, index]) => `.${name}${index}`).join(''));
const literals = fc.oneof(
  fc.integer({ min: -5, max: 5 }).map(String),
  fc.constantFrom(
    'null',
    'true',
    'false',
    '"a"',
    '"7"',
    '0.1',
    '1e3',
    '"2026-03-29T10:00:00Z"',
    '1774778400000',
  ),
);
const operatorNames = '+ - * / % = != < <= > >= and or & in'.split(' ');
const functionNames =
  'exists not boolean string number ceil floor count sum max min merge toMillis fromMillis'.split(' ');

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      paths,
      literals,
      fc.tuple(inner, fc.constantFrom(...operatorNames), inner).map(([a, op, b]) => `(${a} ${op} ${b})`),
      fc.tuple(fc.constantFrom(...functionNames), inner).map(([name, a]) => `$${name}(${a})`),
      fc.tuple(inner, inner, inner).map(([when, a, b]) => `(${when} ? ${a} : ${b})`),
      fc.tuple(inner, inner).map(([when, a]) => `(${when} ? ${a})`),
      fc
        .tuple(fc.array(inner, { maxLength: 3 }), indexes)
        .map(([items, index]) => `[${items.join(', ')}]${index}`),
      fc
        .array(fc.tuple(fc.oneof(fc.constantFrom('"a"', '"b"', '"c"'), inner), inner), { maxLength: 3 })
        .map((pairs) => `{${pairs.map(([name, a]) => `${name}: ${a}`).join(', ')}}`),
      fc.tuple(inner, names, indexes).map(([a, name, index]) => `(${a}).${name}${index}`),
      inner.map((a) => `-(${a})`),
      fc.tuple(inner, inner).map(([a, b]) => `(${a}; ${b})`),
    ),
  };
});

describe('a compiled expression', () => {
  test('answers what the jsonata library answers, values and errors alike', async () => {
    const variables = fc.record({ x: jsonValue, y: jsonValue });
    await fc.assert(
      fc.asyncProperty(expression, jsonValue, variables, async (text, input, assigned) => {
        const scope = scopeOf(input, assigned);
        const [ours, theirs] = [await compiledAnswer(text, scope), await libraryAnswer(text, scope)];
        expect(JSON.stringify(ours)).toBe(JSON.stringify(theirs));
      }),
      { numRuns: Number(process.env.ASL_RUNS ?? 800) },
    );
  });

  test('answers without a promise', () => {
    const scope = scopeOf({ order: { lines: [{ sku: 'A' }, { sku: 'B' }] } }, { total: 3 });
    const answer = (text: string) => compileExpression(text, new Set()).evaluate(scope);
    expect(answer('$states.input.order.lines.sku')).toEqual(['A', 'B']);
    expect(answer('$states.input.order.lines[1].sku')).toBe('B');
    expect(answer('$total > 2 ? "many" : "few"')).toBe('many');
    expect(answer('([$cursor, {"at": 5}][0]).at')).toBe(5);
    expect(answer("$states.context.Execution.Name & '/' & $total")).toBe('run-1/3');
    expect(answer('$merge([$states.input, {"total": $total}]).total')).toBe(3);
  });

  test('leaves to the library what it does not cover', () => {
    for (const text of [
      '$sum($map([1, 2], function($n) { $n * 2 }))',
      '$states.input.items[price > 1]',
      '$now()',
    ]) {
      expect(compileExpression(text, new Set()).compiled).toBe(false);
    }
  });

  test('lets a variable of the machine hide a function of the same name', async () => {
    const scope = scopeOf({}, { count: 7 });
    const expression = compileExpression('$count + 1', new Set(['count']));
    expect(expression.compiled).toBe(true);
    expect(await expression.evaluate(scope)).toBe(8);
  });
});
