// The real server over HTTP: events a second, and at half of that load the time from an event to its message.

import { setTimeout as pause } from 'node:timers/promises';
import { type Part, round, timed } from '../part.ts';
import { type Server, startServer } from '../server.ts';
import { addressOf, take, type VisitEvent, visits } from '../visits.ts';

const TURNS = 3;
const EVENTS = 5000;
const BATCH = 100;
const CONNECTIONS = 4;
/** How long (ms) the half load lasts. */
const HALF_LOAD = 15_000;
/** Every so many ms a request goes out under the half load. */
const PACE = 20;

export const http: Part = {
  about: 'events a second over HTTP; from event to message at half that load',
  async run(folder) {
    const server = await startServer(folder);
    try {
      const coming = visits();
      let sent = 0;
      let best = 0;
      for (let turn = 0; turn < TURNS; turn++) {
        sent += EVENTS;
        const { seconds } = await timed(() => flood(server, coming, sent));
        best = Math.max(best, EVENTS / seconds);
      }
      const waits = await atHalfLoad(server, coming, best / 2, sent / 10);
      const [median, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)];
      const load = `${round(best / 2)} events/s, ${round(waits.length)} messages`;
      return {
        rows: [
          {
            what: 'events over HTTP',
            figure: `${round(best)} events/s`,
            remark: `accepted, on disk and handled; ${BATCH} in a request, ${CONNECTIONS} requests at a time`,
          },
          { what: 'event to message, median', figure: `${round(median)} ms`, remark: `at ${load}` },
          {
            what: 'event to message, 99 %',
            figure: `${round(p99)} ms`,
            remark: 'from the request to the sender',
          },
        ],
        json: {
          perSecond: best,
          latency: { eventsPerSecond: best / 2, messages: waits.length, medianMs: median, p99Ms: p99 },
        },
      };
    } finally {
      await server.stop();
    }
  },
};

/** Sends as fast as the server answers; resolves when all that was ever sent is handled. */
async function flood(server: Server, coming: Iterator<VisitEvent>, total: number): Promise<void> {
  let requests = EVENTS / BATCH;
  const client = async () => {
    while (requests-- > 0) await server.send(take(coming, BATCH));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  while (server.done() < total) await pause(5);
}

/** Registrations among the events are greeted; how long (ms) each took. */
async function atHalfLoad(
  server: Server,
  coming: Iterator<VisitEvent>,
  eventsPerSecond: number,
  visitsSoFar: number,
): Promise<number[]> {
  const sentAt = new Map<string, number>();
  const waits: number[] = [];
  server.onLine((line) => {
    const address = /^e-mail to (\S+): /.exec(line)?.[1] ?? '';
    const at = sentAt.get(address);
    // Only the greeting is timed, not what a customer is sent later.
    if (at !== undefined && sentAt.delete(address)) waits.push(performance.now() - at);
  });
  const begin = performance.now();
  let visit = visitsSoFar;
  let sent = 0;
  const answers: Promise<void>[] = [];
  for (;;) {
    const elapsed = performance.now() - begin;
    if (elapsed >= HALF_LOAD) break;
    // Whole visits, so that what is sent with a request is known.
    const due = Math.floor((elapsed * eventsPerSecond) / 1000 / 10) * 10 - sent;
    if (due > 0) {
      const now = performance.now();
      for (let n = 0; n < due / 10; n++) sentAt.set(addressOf(visit++), now);
      sent += due;
      answers.push(server.send(take(coming, due)));
    }
    await pause(PACE);
  }
  await Promise.all(answers);
  for (let patience = 0; sentAt.size > 0 && patience < 500; patience++) await pause(20);
  if (sentAt.size > 0) throw new Error(`${sentAt.size} greetings did not come`);
  return waits;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
