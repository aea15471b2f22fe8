import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../lib/customer/json.ts';
import { passing, run } from '../machines.ts';

const evaluate = async (expression: string, input: Json = {}) => {
  const result = await run(passing(`{% ${expression} %}`), input);
  return result.status === 'SUCCEEDED' ? result.output : { error: result.error };
};
const FAILED = { error: 'States.QueryEvaluationError' };

describe('the functions that Step Functions adds', () => {
  test('$partition cuts an array into chunks', async () => {
    expect(await evaluate('$partition([1, 2, 3, 4, 5], 2)')).toEqual([[1, 2], [3, 4], [5]]);
    expect(await evaluate('$partition($states.input, 2)', [])).toEqual([]);
    for (const call of [
      '$partition([1], 0)',
      '$partition([1], -1)',
      '$partition(1, 1)',
      "$partition([1], 'a')",
    ]) {
      expect(await evaluate(call), call).toEqual(FAILED);
    }
  });

  test('$range counts up or down, to 1000 numbers', async () => {
    expect(await evaluate('$range(0, 10, 5)')).toEqual([0, 5, 10]);
    expect(await evaluate('$range(3, -3, -2)')).toEqual([3, 1, -1, -3]);
    expect(await evaluate('$range(5, 1, 1)')).toEqual([]);
    expect(await evaluate('$count($range(1, 1000, 1))')).toBe(1000);
    for (const call of ['$range(1, 1001, 1)', '$range(1, 9, 0)', "$range('1', 9, 1)", '$range(1, 9)']) {
      expect(await evaluate(call), call).toEqual(FAILED);
    }
  });

  test('$hash knows five algorithms, and takes 10,000 characters', async () => {
    for (const [name, algorithm] of [
      ['MD5', 'md5'],
      ['SHA-1', 'sha1'],
      ['SHA-256', 'sha256'],
      ['SHA-384', 'sha384'],
      ['SHA-512', 'sha512'],
    ] as const) {
      const expected = createHash(algorithm).update('茶').digest('hex');
      expect(await evaluate(`$hash('茶', '${name}')`)).toBe(expected);
    }
    expect(await evaluate("$hash('a', 'SHA-3')")).toEqual(FAILED);
    expect(await evaluate("$hash('a')")).toEqual(FAILED);
    expect(await evaluate("$hash($states.input, 'MD5')", 'x'.repeat(10_001))).toEqual(FAILED);
  });

  test('$parse reads JSON, and nothing else', async () => {
    expect(await evaluate('$parse($states.input).a[1]', '{"a": [1, {"b": 2}]}')).toEqual({ b: 2 });
    for (const text of ["'{'", "''", '5']) expect(await evaluate(`$parse(${text})`), text).toEqual(FAILED);
  });

  test('$random gives the same number for the same seed, $uuid a version 4 UUID', async () => {
    const [first, second] = [await evaluate('$random(7)'), await evaluate('$random(7)')];
    expect(first).toBe(second);
    expect(await evaluate('$random(8)')).not.toBe(first);
    expect(await evaluate('$random() < 1')).toBe(true);
    expect(await evaluate('$uuid()')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test('$now and $millis tell the virtual time', async () => {
    expect(await evaluate('$now()')).toBe('2026-01-01T00:00:00.000Z');
    expect(await evaluate("$now('[Y0001]/[M01]', '+0100')")).toBe('2026/01');
    expect(await evaluate('$millis()')).toBe(Date.UTC(2026, 0, 1));
  });
});

describe('the results of expressions', () => {
  test('are JSON: no function, no infinity', async () => {
    expect(await evaluate('$sum')).toEqual(FAILED);
    expect(await evaluate('1 / 0')).toEqual(FAILED);
    expect(await evaluate("$map([1, 2], function($n) { {'n': $n} })")).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('leave the input as it was, even where the library would not', async () => {
    const result = await run(
      passing({ grouped: '{% [$states.input.items{kind: $sum(n)}] %}', items: '{% $states.input.items %}' }),
      { items: [] },
    );
    expect(result).toMatchObject({ output: { items: [] } });
  });

  test('carry what $error says in the cause', async () => {
    const result = await run(passing("{% $error('no such tier') %}"));
    expect(result).toMatchObject({
      cause:
        "An error occurred while executing the state 'Only' (entered at the event id #2). The JSONata expression '$error('no such tier')' specified for the field 'Output' threw an error during evaluation. D3137: no such tier",
    });
  });
});
