// The bus over EventBridge, and the door for events from outside.

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createBus } from '../../lib/aws/bus.ts';
import { createIntake } from '../../lib/aws/intake.ts';
import type { CustomerEvent } from '../../lib/customer/event.ts';
import { TerminalError } from '../../lib/journey/errors.ts';
import { anEvent } from '../contracts/examples.ts';
import { awsError } from './aws-error.ts';

const eventbridge = mockClient(EventBridgeClient);
const pauses: number[] = [];
const bus = createBus(new EventBridgeClient({ region: 'eu-central-1' }), 'prod-milepost', async (millis) => {
  pauses.push(millis);
});
beforeEach(() => {
  eventbridge.reset();
  pauses.length = 0;
});

const events = (count: number, changes: Partial<CustomerEvent> = {}) =>
  Array.from({ length: count }, (_, n) => anEvent({ id: `event-${n}`, ...changes }));

const idOf = (detail = '') => String(JSON.parse(detail).id);

/** The ids of the events in each call so far. */
const calls = () =>
  eventbridge
    .commandCalls(PutEventsCommand)
    .map(({ args: [{ input }] }) => (input.Entries ?? []).map(({ Detail }) => idOf(Detail)));

/** EventBridge refuses these events as often as is said, by this code, and takes the rest. */
function refuses(ids: string[], times: number, ErrorCode = 'ThrottlingException'): void {
  const left = new Map(ids.map((id) => [id, times]));
  eventbridge.on(PutEventsCommand).callsFake(({ Entries = [] }: PutEventsCommand['input']) => ({
    Entries: Entries.map(({ Detail }) => {
      const id = idOf(Detail);
      const more = left.get(id) ?? 0;
      left.set(id, more - 1);
      return more > 0 ? { ErrorCode, ErrorMessage: 'not now' } : { EventId: `eventbridge-${id}` };
    }),
  }));
}

const failureOf = (put: Promise<unknown>): Promise<unknown> =>
  put.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the bus', () => {
  test('gets an event whole, under its type', async () => {
    refuses([], 0);
    await bus.put([anEvent()]);
    expect(eventbridge.commandCalls(PutEventsCommand)[0]?.args[0].input).toEqual({
      Entries: [
        {
          EventBusName: 'prod-milepost',
          Source: 'milepost',
          DetailType: 'order.placed',
          Detail: JSON.stringify(anEvent()),
        },
      ],
    });
  });

  test('is not called for no events', async () => {
    await bus.put([]);
    expect(calls()).toEqual([]);
  });

  test('gets a list in calls of ten, each event once and in order', async () => {
    refuses([], 0);
    await bus.put(events(123));
    expect(calls().map(({ length }) => length)).toEqual([...Array(12).fill(10), 3]);
    expect(calls().flat()).toEqual(events(123).map(({ id }) => id));
  });

  test('gets no call larger than it takes', async () => {
    refuses([], 0);
    await bus.put(events(5, { properties: { note: 'ä'.repeat(200_000) } }));
    expect(calls().map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  test('is not bothered with an event that is too large for it, nor with the list that it is part of', async () => {
    const large = anEvent({ properties: { note: 'x'.repeat(1_000_000) } });
    const failure = await failureOf(bus.put([...events(2), large]));
    expect(failure).toBeInstanceOf(TerminalError);
    expect(failure).toMatchObject({ message: expect.stringMatching(/order\.placed has 1000\d+ bytes/) });
    expect(calls()).toEqual([]);
  });

  test.each(['ThrottlingException', 'InternalFailure'])(
    'gets again, after a while, only the events that it did not take (%s)',
    async (code) => {
      refuses(['event-1', 'event-3'], 2, code);
      await bus.put(events(5));
      const all = ['event-0', 'event-1', 'event-2', 'event-3', 'event-4'];
      expect(calls()).toEqual([all, ['event-1', 'event-3'], ['event-1', 'event-3']]);
      expect(pauses).toEqual([100, 200]);
    },
  );

  test('gets a whole call again that failed', async () => {
    eventbridge
      .on(PutEventsCommand)
      .rejectsOnce(awsError('InternalException', { status: 500 }))
      .resolves({ Entries: [{ EventId: '1' }] });
    await bus.put(events(1));
    expect(calls()).toEqual([['event-0'], ['event-0']]);
  });

  test('that goes on refusing is given up after a second and a half, with what it took', async () => {
    refuses(['event-1'], 99);
    expect(await failureOf(bus.put(events(3)))).toMatchObject({
      name: 'EventsNotTakenError',
      taken: 2,
      throttled: true,
      message: 'EventBridge did not take 1 of 3 events: ThrottlingException: not now',
    });
    expect(pauses).toEqual([100, 200, 400, 800]);
  });

  test.each(['MalformedDetail', 'InvalidArgument', 'RedactionFailure'])(
    'is not asked twice to take what it can never take (%s); the rest goes through',
    async (code) => {
      refuses(['event-0'], 99, code);
      expect(await failureOf(bus.put(events(12)))).toBeInstanceOf(TerminalError);
      expect(calls().flat()).toEqual(events(12).map(({ id }) => id));
    },
  );

  test.each(['NotAuthorizedForSourceException', 'AccessDeniedException'])(
    'that is closed to us fails in a way that can be mended (%s)',
    async (code) => {
      refuses(['event-0'], 99, code);
      expect(await failureOf(bus.put(events(1)))).toMatchObject({ taken: 0, throttled: false });
    },
  );
});

describe('the door for events from outside', () => {
  const intake = createIntake(bus);

  test('is never full', () => {
    expect(intake.isFull()).toBe(false);
  });

  test('has taken events once the bus has', async () => {
    refuses(['event-2'], 1);
    expect(await intake.accept(events(20))).toBe(true);
    expect(new Set(calls().flat()).size).toBe(20);
  });

  test('turns all away if the bus takes none for now', async () => {
    refuses(['event-0', 'event-1'], 99);
    expect(await intake.accept(events(2))).toBe(false);
  });

  test('does not say that it took nothing if some went through', async () => {
    refuses(['event-1'], 99);
    await expect(intake.accept(events(2))).rejects.toThrow('did not take 1 of 2 events');
  });

  test('does not blame the crowd for other failures', async () => {
    refuses(['event-0'], 99, 'InternalFailure');
    await expect(intake.accept(events(1))).rejects.toThrow('InternalFailure');
  });
});
