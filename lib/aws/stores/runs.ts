// The runs of customers through journeys, the enrolments that bar a further entry, and the list of those runs of a
// customer that an event may still end or convert.

import type { Periods } from '../../journey/retention.ts';
import type { Clock, Enrolment, Run, Runs } from '../../ports.ts';
import { activePage, whileActive } from './active-runs.ts';
import { untilSettled } from './again.ts';
import { expiresAfter, expiresAfterEvents } from './expiry.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

export function createRuns(table: Table, clock: Clock, periods: Periods): Runs {
  const changing = (read: Item, run: Run) => changingRun(read, run, clock.now(), periods);

  return {
    async enrolment(customerId, journeyId, concurrencyKey) {
      const item = await table.get(keyOfEnrolment({ customerId, journeyId, concurrencyKey }));
      return item && toEnrolment(item);
    },

    async claim(run, revision) {
      const enrolment: Write = {
        put: { ...keyOfEnrolment(run), ...enrolmentBy(run), revision: revision + 1 },
        if: revision === 0 ? 'absent' : { revision },
      };
      const begun: Write = { put: itemOf(run, 1), if: 'absent' };
      const watch: Write[] = isWatched(run) ? [{ put: watchOf(run, clock.now()) }] : [];
      return (await table.writeAll([enrolment, begun, ...watch])).length === 0;
    },

    async get(customerId, runId) {
      const item = await table.get(keyOfRun(customerId, runId));
      return item && toRun(item);
    },

    async watching(customerId) {
      const partition = partitionOf(customerId);
      const watched = await table.query({ partition, ...beginningWith('watch') });
      const items = await table.getAll(watched.map((item) => keyOfRun(customerId, text(item, 'runId'))));
      // One may have ended between the two looks.
      return items
        .flatMap((item) => (item ? [toRun(item)] : []))
        .filter(isWatched)
        .sort(byEntry);
    },

    async of(customerId) {
      const items = await table.query({ partition: partitionOf(customerId), ...beginningWith('run') });
      return items.map(toRun).sort(byEntry);
    },

    active: (claimedBefore, cursor, atMost) => activePage(table, clock.now(), claimedBefore, cursor, atMost),

    end: (customerId, runId, { status, outcome, at, splits }) =>
      untilSettled(`ending the run ${runId}`, async () => {
        const item = await table.get(keyOfRun(customerId, runId));
        if (!item) return false;
        const run = toRun(item);
        if (run.status !== 'active') return false;
        const ended: Run = { ...run, status, outcome, endedAt: at, splits };
        const enrolment = await table.get(keyOfEnrolment(run));
        // A later run has its own enrolment there, which never becomes this run's again.
        const isLast = enrolment && text(enrolment, 'lastRunId') === runId;
        const ending: Write[] = isLast
          ? [{ set: { lastStatus: status }, of: keyOfEnrolment(run), if: { lastRunId: runId } }]
          : [];
        const refused = await table.writeAll([...changing(item, ended), ...ending]);
        return refused.length === 0 || undefined;
      }),

    reopen: (customerId, runId, redriven) =>
      untilSettled(`reopening the run ${runId}`, async () => {
        const item = await table.get(keyOfRun(customerId, runId));
        if (!item) return false;
        const run = toRun(item);
        if (run.status !== 'failed') return false;
        const enrolment = await table.get(keyOfEnrolment(run));
        if (!enrolment || text(enrolment, 'lastRunId') !== runId) return false;
        const reopened: Run = {
          ...run,
          status: 'active',
          outcome: null,
          endedAt: null,
          splits: {},
          redriven,
        };
        // An event that read the enrolment before may not claim another run beside this one.
        const revision = integer(enrolment, 'revision');
        const refused = await table.writeAll([
          ...changing(item, reopened),
          { put: watchOf(reopened, clock.now()) },
          {
            set: { lastStatus: reopened.status, revision: revision + 1 },
            of: keyOfEnrolment(run),
            if: { lastRunId: runId, revision },
          },
        ]);
        return refused.length === 0 || undefined;
      }),

    convert: (customerId, runId, at) =>
      untilSettled(`converting the run ${runId}`, async () => {
        const item = await table.get(keyOfRun(customerId, runId));
        if (!item) return false;
        const run = toRun(item);
        if (run.convertedAt !== null) return false;
        const refused = await table.writeAll(changing(item, { ...run, convertedAt: at }));
        return refused.length === 0 || undefined;
      }),
  };
}

/** On this a message or a call depends that may go out only while its run is active. */
export function ifActive(customerId: string, runId: string): Write {
  return { check: keyOfRun(customerId, runId), if: { status: 'active' } };
}

/** Whether an event may still end or convert a run. */
function isWatched({ status, goal, convertedAt }: Run): boolean {
  return status === 'active' || (goal !== null && convertedAt === null);
}

function byEntry(a: Run, b: Run): number {
  const byTime = a.entry.at - b.entry.at || a.entry.seq - b.entry.seq;
  return byTime || (a.journeyId < b.journeyId ? -1 : Number(a.journeyId > b.journeyId));
}

/** The writes that keep a run in the place of the one that was read, and the list of watched ones true. */
function changingRun(read: Item, run: Run, now: number, periods: Periods): Write[] {
  const revision = integer(read, 'revision');
  const expiry = run.endedAt === null ? {} : expiresAfter(periods.runs, run.endedAt);
  const change: Write = { put: { ...itemOf(run, revision + 1), ...expiry }, if: { revision } };
  if (run.status === 'active') return [change];
  return [change, isWatched(run) ? { put: watchOf(run, now) } : { remove: keyOfWatch(run) }];
}

/** The entry of a run that is over goes once its goal no longer counts, or each event would read all past runs. */
function watchOf(run: Run, now: number): Item {
  const { id: runId, status, goalUntil } = run;
  const isOpenEnded = status === 'active' || goalUntil === null;
  const expiry = isOpenEnded ? {} : expiresAfterEvents(goalUntil, now);
  return { ...keyOfWatch(run), runId, ...expiry };
}

function itemOf(run: Run, revision: number): Item {
  const { customerId, id, status } = run;
  return { ...keyOfRun(customerId, id), run: JSON.stringify(run), status, revision, ...whileActive(run) };
}

function toRun(item: Item): Run {
  return json(item, 'run');
}

function enrolmentBy({ id, eventId, entry, status }: Run) {
  return { lastRunId: id, lastEventId: eventId, lastEntryAt: entry.at, lastStatus: status };
}

function toEnrolment(item: Item): Enrolment {
  return {
    revision: integer(item, 'revision'),
    lastRunId: text(item, 'lastRunId'),
    lastEventId: text(item, 'lastEventId'),
    lastEntryAt: integer(item, 'lastEntryAt'),
    lastStatus: text(item, 'lastStatus') as Run['status'],
  };
}

type EnrolmentKey = Pick<Run, 'customerId' | 'journeyId' | 'concurrencyKey'>;

function keyOfEnrolment({ customerId, journeyId, concurrencyKey }: EnrolmentKey): Key {
  return { pk: partitionOf(customerId), sk: keyOf('enrolment', journeyId, concurrencyKey) };
}

function keyOfRun(customerId: string, runId: string): Key {
  return { pk: partitionOf(customerId), sk: keyOf('run', runId) };
}

function keyOfWatch({ customerId, id }: Run): Key {
  return { pk: partitionOf(customerId), sk: keyOf('watch', id) };
}
