import { describe, expect, test } from 'vitest';
import { FUNCTION, machineOf, passing, run, typesOf } from './machines.ts';

describe('variables', () => {
  test('are assigned and handed on from the values at entry, in parallel', async () => {
    const result = await run(
      machineOf({
        Start: { Type: 'Pass', Assign: { x: 1, y: null }, Next: 'Swap' },
        Swap: {
          Type: 'Pass',
          Assign: { x: '{% $y %}', y: '{% $x %}', z: { list: [1, '{% $x + 1 %}'] } },
          Output: { x: '{% $x %}', y: '{% $y %}' },
          Next: 'Show',
        },
        Show: {
          Type: 'Succeed',
          Output: { before: '{% $states.input %}', x: '{% $x %}', y: '{% $y %}', z: '{% $z %}' },
        },
      }),
    );
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { before: { x: 1, y: null }, x: null, y: 1, z: { list: [1, 2] } },
      transitions: 3,
    });
    expect(result.events.map(({ assignedVariables }) => assignedVariables).filter(Boolean)).toEqual([
      { x: 1, y: null },
      { x: null, y: 1, z: { list: [1, 2] } },
    ]);
  });

  test('that nobody assigned fail the expression that reads them', async () => {
    const result = await run(passing('{% $nobody.name %}'));
    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(typesOf(result.events)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'EvaluationFailed',
      'ExecutionFailed',
    ]);
  });
});

describe('a Choice', () => {
  const choice = (fields: object) =>
    machineOf({
      Ask: {
        Type: 'Choice',
        Choices: [
          {
            Condition: '{% $states.input.total >= 100 %}',
            Assign: { size: 'large' },
            Output: 'L',
            Next: 'Show',
          },
          { Condition: '{% $states.input.total >= 10 %}', Next: 'Show' },
        ],
        Assign: { size: 'default' },
        Output: 'D',
        ...fields,
      },
      Show: { Type: 'Succeed', Output: ['{% $states.input %}', "{% [$size, 'none'][0] %}"] },
    });

  test("takes the first rule that holds, with that rule's Output and Assign only", async () => {
    expect(await run(choice({ Default: 'Show' }), { total: 100 })).toMatchObject({ output: ['L', 'large'] });
    expect(await run(choice({ Default: 'Show' }), { total: 10 })).toMatchObject({
      output: [{ total: 10 }, 'none'],
    });
  });

  test('takes its Default, with its own Output and Assign, when no rule holds', async () => {
    expect(await run(choice({ Default: 'Show' }), { total: 1 })).toMatchObject({ output: ['D', 'default'] });
  });

  test('without a Default fails the execution as AWS does when no rule holds', async () => {
    const result = await run(choice({}), { total: 1 });
    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'Ask' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    });
    expect(typesOf(result.events)).toEqual(['ExecutionStarted', 'ChoiceStateEntered', 'ExecutionFailed']);
  });

  test('fails when a condition is not true or false', async () => {
    const result = await run(
      machineOf({
        Ask: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.total %}', Next: 'Show' }] },
        Show: { Type: 'Succeed' },
      }),
      { total: 1 },
    );
    expect(result).toMatchObject({
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining(
        "'$states.input.total' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1",
      ),
    });
  });
});

describe('a Wait', () => {
  const wait = (fields: object) => machineOf({ Sleep: { Type: 'Wait', End: true, ...fields } });
  const lastedUntil = async (fields: object, input = {}) =>
    (await run(wait(fields), input)).events.at(-1)?.timestamp;

  test('sleeps for seconds, or until a moment, in virtual time', async () => {
    expect(await lastedUntil({ Seconds: 90 })).toBe('2026-01-01T00:01:30.000Z');
    expect(await lastedUntil({ Seconds: '{% $states.input.days * 86400 %}' }, { days: 3 })).toBe(
      '2026-01-04T00:00:00.000Z',
    );
    expect(await lastedUntil({ Timestamp: '2026-03-29T10:00:00+08:00' })).toBe('2026-03-29T02:00:00.000Z');
  });

  test('cuts a moment to whole seconds', async () => {
    expect(await lastedUntil({ Timestamp: '2026-01-01T00:00:05.999999999Z' })).toBe(
      '2026-01-01T00:00:05.000Z',
    );
  });

  test('goes on at once when the moment is past', async () => {
    expect(await lastedUntil({ Timestamp: '2016-03-14T01:59:00Z' })).toBe('2026-01-01T00:00:00.000Z');
  });

  test('fails on a moment or a number that is none', async () => {
    for (const [fields, cause] of [
      [
        { Timestamp: "{% '2026-01-01T00:00:00' %}" },
        /Timestamp field cannot be parsed as an ISO-8601 extended/,
      ],
      [{ Timestamp: '{% 5 %}' }, /Expected 'string', but was 'number' for value: 5/],
      [{ Seconds: "{% '5' %}" }, /Expected 'number', but was 'string' for value: "5"/],
      [{ Seconds: '{% 1.5 %}' }, /cannot be parsed as an integer: 1.5/],
      [{ Seconds: '{% -1 %}' }, /must be between 0 and 99999999 but was: -1/],
    ] as const) {
      const result = await run(wait(fields));
      expect(result).toMatchObject({
        error: 'States.QueryEvaluationError',
        cause: expect.stringMatching(cause),
      });
    }
  });

  test('hands its input on, or its Output', async () => {
    expect(await run(wait({ Seconds: 1 }), { a: 1 })).toMatchObject({ output: { a: 1 } });
    expect(await run(wait({ Seconds: 1, Output: '{% $states.input.a %}' }), { a: 1 })).toMatchObject({
      output: 1,
    });
  });
});

describe('the ends', () => {
  test('a Fail ends with its error and cause, literal or computed, or with neither', async () => {
    const failing = (fields: object) => machineOf({ No: { Type: 'Fail', ...fields } });
    const result = await run(failing({ Error: 'Late', Cause: "{% 'by ' & $states.input.days %}" }), {
      days: 2,
    });
    expect(result).toMatchObject({ status: 'FAILED', error: 'Late', cause: 'by 2' });
    expect(await run(failing({}))).not.toHaveProperty('error');
    expect(await run(failing({ Error: '{% 5 %}' }))).toMatchObject({ error: 'States.QueryEvaluationError' });
  });

  test('a Succeed hands on its Output', async () => {
    const result = await run(machineOf({ Yes: { Type: 'Succeed', Output: '{% $states.input.a %}' } }), {
      a: [1],
    });
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: [1] });
    expect(typesOf(result.events)).toEqual([
      'ExecutionStarted',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });
});

describe('the context object', () => {
  test('tells about the execution, the state and the machine', async () => {
    const { output } = (await run(
      machineOf({
        Sleep: { Type: 'Wait', Seconds: 60, Next: 'Show' },
        Show: { Type: 'Pass', Output: '{% $states.context %}', End: true },
      }),
      { a: 1 },
    )) as { output: Record<string, Record<string, unknown>> };
    const name = output.Execution?.Name;
    expect(output).toEqual({
      Execution: {
        Id: `arn:aws:states:us-east-1:000000000000:execution:machine:${name}`,
        Input: { a: 1 },
        Name: name,
        RoleArn: expect.any(String),
        StartTime: '2026-01-01T00:00:00.000Z',
        RedriveCount: 0,
      },
      State: { Name: 'Show', EnteredTime: '2026-01-01T00:01:00.000Z', RetryCount: 0 },
      StateMachine: { Id: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine', Name: 'machine' },
    });
  });

  test('gives the same field by field', async () => {
    const result = await run(
      passing(['{% $states.context.State.EnteredTime %}', '{% $states.context.Execution.Input.a %}']),
      { a: 1 },
    );
    expect(result).toMatchObject({ output: ['2026-01-01T00:00:00.000Z', 1] });
  });

  test('has a task token only where a task waits for one', async () => {
    const result = await run(
      machineOf({
        Only: { Type: 'Task', Resource: FUNCTION, Arguments: '{% $states.context.Task.Token %}', End: true },
      }),
      {},
      [{ Return: 1 }],
    );
    expect(result).toMatchObject({ error: 'States.QueryEvaluationError' });
  });
});
