// The bus on AWS: EventBridge. What it does not take of a call is put again; a rule brings the events to the queue of
// `handle-events`, which knows an event that comes twice.

import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { TerminalError } from '../journey/errors.ts';
import type { Bus } from '../ports.ts';
import { callsOf, entryOf } from './bus-entries.ts';
import { type Pause, pause } from './clock.ts';
import { verdictOf } from './verdict.ts';

/** Calls under way at once, so that a list of a thousand events takes no hundred round trips. */
const AT_ONCE = 10;

/** After these pauses (ms), what was not taken is put again. */
const PAUSES = [100, 200, 400, 800];

/** Events that the bus did not take for now. Whoever puts all of them again puts no event of a customer's twice. */
export class EventsNotTakenError extends Error {
  override name = 'EventsNotTakenError';
  /** How many of the events the bus has taken all the same. */
  readonly taken: number;
  readonly throttled: boolean;

  constructor(message: string, { taken, throttled }: { taken: number; throttled: boolean }) {
    super(message);
    this.taken = taken;
    this.throttled = throttled;
  }
}

/** One event that was not taken, and why. */
type Left = { entry: PutEventsRequestEntry; error: Error };

export function createBus(client: EventBridgeClient, busName: string, wait: Pause = pause): Bus {
  return {
    async put(events) {
      const calls = callsOf(events.map((event) => entryOf(event, busName))).values();
      const left: Left[] = [];
      const callAfterCall = async () => {
        for (const entries of calls) left.push(...(await putUntilTaken(client, entries, wait)));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, callAfterCall));
      if (left.length > 0) throw notTaken(left, events.length);
    },
  };
}

/** Puts events, again and again if need be; returns those that were not taken in the end. */
async function putUntilTaken(
  client: EventBridgeClient,
  entries: PutEventsRequestEntry[],
  wait: Pause,
): Promise<Left[]> {
  const refused: Left[] = [];
  let left = await putOnce(client, entries);
  for (const millis of PAUSES) {
    refused.push(...left.filter(isRefused));
    left = left.filter((one) => !isRefused(one));
    if (left.length === 0) break;
    await wait(millis);
    left = await putOnce(
      client,
      left.map(({ entry }) => entry),
    );
  }
  return [...refused, ...left];
}

async function putOnce(client: EventBridgeClient, entries: PutEventsRequestEntry[]): Promise<Left[]> {
  try {
    const { Entries: results = [] } = await client.send(new PutEventsCommand({ Entries: entries }));
    return entries.flatMap((entry, index) => {
      const error = errorOf(results[index]);
      return error ? [{ entry, error }] : [];
    });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return entries.map((entry) => ({ entry, error }));
  }
}

/** The error of one event, under the name that it has in the tables; one without a result was not taken either. */
function errorOf(result: PutEventsResultEntry | undefined): Error | undefined {
  if (result?.EventId !== undefined && result.ErrorCode === undefined) return undefined;
  const error = new Error(result?.ErrorMessage ?? 'EventBridge said nothing of it');
  error.name = result?.ErrorCode ?? 'InternalFailure';
  return error;
}

function isRefused({ error }: Left): boolean {
  return verdictOf('eventbridge', error) === 'refused';
}

function notTaken(left: Left[], of: number): Error {
  const first = left.find(isRefused) ?? left[0];
  const why = first ? `${first.error.name}: ${first.error.message}` : '';
  const message = `EventBridge did not take ${left.length} of ${of} events: ${why}`;
  if (left.some(isRefused)) return new TerminalError(message);
  const throttled = left.some(({ error }) => error.name.startsWith('Throttl'));
  return new EventsNotTakenError(message, { taken: of - left.length, throttled });
}
