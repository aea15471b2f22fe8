// What steps that send and wait become: the journey's JSON and its states side by side. The whole of them is in golden/.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${…}` is what a deployment fills in.

import { describe, expect, test } from 'vitest';
import { statesOf } from './compiled.ts';
import { CURSOR, ENTERED, RUN, retryAllBut } from './recurring.ts';

describe('a message', () => {
  test('is a job in the queue of its first channel, with a token; held back, it waits and is decided again', () => {
    expect(
      statesOf({ id: 'invite', type: 'message', channel: ['sms', 'email'], template: 'sprint/invite' }),
    ).toEqual({
      invite: {
        Type: 'Task',
        Comment: 'Send sprint/invite by sms, else email',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Arguments: {
          QueueUrl: '${SmsQueueUrl}',
          MessageBody: {
            run: RUN,
            journey: { id: 'example', name: {} },
            step: {
              type: 'message',
              id: 'invite',
              channel: ['sms', 'email'],
              template: 'sprint/invite',
              purpose: 'marketing',
              holdBack: 'wait',
              onFailure: 'continue',
            },
            templateHash: 'hash of sprint/invite',
            event: '{% [$event, null][0] %}',
            token: '{% $states.context.Task.Token %}',
          },
        },
        Retry: retryAllBut('Held', 'MessageFailed'),
        Catch: [
          {
            ErrorEquals: ['Held'],
            Output: '{% $states.errorOutput.Cause %}',
            Next: 'invite (held)',
          },
        ],
        End: true,
      },
      'invite (held)': {
        Type: 'Wait',
        Comment: 'Held back until this moment, then decided again',
        Timestamp: '{% $states.input %}',
        Next: 'invite',
      },
    });
  });
});

describe('a wait', () => {
  test('of days is a Wait that moves the cursor to its end', () => {
    expect(statesOf({ id: 'a-week', type: 'wait', for: 'P7D' })).toEqual({
      'a-week': {
        Type: 'Wait',
        Comment: 'Wait for P7D',
        Seconds: 604800,
        Assign: {
          cursor: `{% (${CURSOR}).at >= (${ENTERED} + 604800000) ? ${CURSOR} : {'at': (${ENTERED} + 604800000), 'seq': 0} %}`,
        },
        End: true,
      },
    });
  });

  test("until a moment is written as AWS takes it, and one by the customer's clock is asked for first", () => {
    expect(statesOf({ id: 'eve', type: 'wait', until: '2026-12-24T18:00+01:00' })).toMatchObject({
      eve: { Type: 'Wait', Timestamp: '2026-12-24T17:00:00.000Z' },
    });

    expect(statesOf({ id: 'morning', type: 'wait', for: 'P3D', at: '10:00' })).toEqual({
      'morning (plan)': {
        Type: 'Task',
        Comment: 'When that is for this customer',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {
          FunctionName: '${DecideStepFunction}',
          Payload: {
            run: RUN,
            step: { type: 'wait', id: 'morning', for: 'P3D', at: '10:00', timezone: 'customer' },
            reachedAt: `{% ${ENTERED} %}`,
            cursor: `{% ${CURSOR} %}`,
          },
        },
        Output: '{% $states.result.Payload %}',
        Assign: { cursor: '{% $states.result.Payload.cursor %}' },
        Retry: retryAllBut(),
        Next: 'morning',
      },
      morning: {
        Type: 'Wait',
        Comment: 'Wait for P3D, at 10:00',
        Timestamp: '{% $states.input.until %}',
        End: true,
      },
    });
  });
});

describe('waiting for an event', () => {
  test('is a call that is answered when the event comes; no answer in time leads to else', () => {
    const arrival = {
      id: 'arrival',
      type: 'waitFor',
      event: 'order.delivered',
      timeout: 'P5D',
      else: [{ id: 'late', type: 'exit', outcome: 'late' }],
    };
    expect(statesOf(arrival)).toEqual({
      arrival: {
        Type: 'Task',
        Comment: 'Wait for order.delivered, at most P5D',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Arguments: {
          FunctionName: '${WaitForEventFunction}',
          Payload: {
            run: RUN,
            step: {
              type: 'waitFor',
              id: 'arrival',
              event: 'order.delivered',
              timeout: 'P5D',
              from: 'here',
            },
            deadline: `{% (${ENTERED} + 432000000) %}`,
            cursor: `{% ${CURSOR} %}`,
            token: '{% $states.context.Task.Token %}',
          },
        },
        TimeoutSeconds: 432000,
        Assign: { cursor: '{% $states.result.cursor %}', event: '{% $states.result.event %}' },
        Retry: retryAllBut('States.Timeout', 'TimedOut'),
        Catch: [
          {
            ErrorEquals: ['States.Timeout', 'TimedOut'],
            Assign: {
              cursor: `{% (${CURSOR}).at >= (${ENTERED} + 432000000) ? ${CURSOR} : {'at': (${ENTERED} + 432000000), 'seq': 0} %}`,
            },
            Output: {},
            Next: 'late',
          },
        ],
        End: true,
      },
      late: { Type: 'Succeed', Comment: 'Leave the journey: late', Output: { exited: 'late' } },
    });
  });

  test('until long after entry asks for at least a second, since the deadline may have passed', () => {
    const entry = '$states.context.Execution.Input.entry.at';
    expect(
      statesOf({ id: 'order', type: 'waitFor', event: 'order.placed', timeout: 'P1D', from: 'entry' }),
    ).toMatchObject({
      order: { TimeoutSeconds: `{% $max([1, $ceil(((${entry} + 86400000) - ${ENTERED}) / 1000)]) %}` },
    });
  });
});
