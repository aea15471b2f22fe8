// The waits of runs for events: registered with the token that wakes the run, given at most one event each. Beside a
// wait stand, written with it in one transaction, its entry in the customer's list of open waits, and a record of the
// event that it was given.

import type { Wait, Waits } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { expiresAfterRuns } from './expiry.ts';
import { type Item, integer, json, type Key, text } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import type { Write } from './write.ts';

type State = 'open' | 'satisfied' | 'released' | 'closed';

/** `number` is the order of registration, `revision` guards a change. */
type Known = { wait: Wait; state: State; satisfiedBy: string | null; number: number; revision: number };

export function createWaits(table: Table, nextNumber: () => number): Waits {
  async function find(wait: Wait): Promise<Known | undefined> {
    const item = await table.get(keyOfWait(wait));
    return item && toKnown(item);
  }

  /** True, or undefined if someone else has changed the wait meanwhile. */
  async function change(
    known: Known,
    changes: Partial<Known>,
    ...others: Write[]
  ): Promise<true | undefined> {
    const refused = await table.writeAll([...changing(known, changes), ...others]);
    return refused.length === 0 || undefined;
  }

  return {
    register: (wait) =>
      untilSettled(`registering the wait of run ${wait.runId} in step ${wait.stepId}`, async () => {
        const known = await find(wait);
        if (!known) {
          const added: Known = { wait, state: 'open', satisfiedBy: null, number: nextNumber(), revision: 0 };
          return (await change(added, {})) && { wait, satisfiedBy: null };
        }
        const { state, satisfiedBy } = known;
        const registered = { wait: { ...known.wait, token: wait.token }, satisfiedBy };
        if (known.wait.token === wait.token) return registered;
        // A released wait lost its token, and a new token opens it again: the step is being tried anew.
        const reopened = state === 'released' ? 'open' : state;
        return (await change(known, { wait: registered.wait, state: reopened })) && registered;
      }),

    async open(customerId, eventType) {
      const partition = partitionOf(customerId);
      const items = await table.query({ partition, ...beginningWith('open-wait') });
      return items
        .map(toKnown)
        .filter(({ wait }) => wait.patterns.some(({ event }) => event === eventType))
        .sort((a, b) => a.number - b.number)
        .map(({ wait }) => wait);
    },

    satisfy: (wait, eventId) =>
      untilSettled(`waking the run ${wait.runId} in step ${wait.stepId}`, async () => {
        const known = await find(wait);
        if (!known) return false;
        if (known.satisfiedBy === eventId) return true;
        // With another token a later registration has taken over, and gives the wait its event itself.
        if (known.state !== 'open' || known.wait.token !== wait.token) return false;
        const changes = changing(known, { state: 'satisfied', satisfiedBy: eventId });
        const given = { ...keyOfGiven(wait, eventId), ...expiresAfterRuns(wait.deadline) };
        const refused = await table.writeAll([...changes, { put: given, if: 'absent' }]);
        if (refused.length === 0) return true;
        return refused.includes(changes.length) ? false : undefined;
      }),

    async release(wait) {
      await untilSettled(`releasing the wait of run ${wait.runId} in step ${wait.stepId}`, async () => {
        const known = await find(wait);
        if (!known || known.wait.token !== wait.token) return true;
        if (known.state !== 'open' && known.state !== 'satisfied') return true;
        const { satisfiedBy } = known;
        const given: Write[] = satisfiedBy === null ? [] : [{ remove: keyOfGiven(wait, satisfiedBy) }];
        return change(known, { state: 'released', satisfiedBy: null }, ...given);
      });
    },

    async satisfied(customerId, runId) {
      const known = await ofRun(table, customerId, runId);
      return known
        .sort((a, b) => a.number - b.number)
        .flatMap(({ wait, satisfiedBy }) => (satisfiedBy === null ? [] : [{ wait, eventId: satisfiedBy }]));
    },

    async close(customerId, runId) {
      for (const { wait } of await ofRun(table, customerId, runId)) {
        await untilSettled(`closing the wait of run ${runId} in step ${wait.stepId}`, async () => {
          const known = await find(wait);
          if (known?.state !== 'open' && known?.state !== 'released') return true;
          return change(known, { state: 'closed' });
        });
      }
    },

    async reopen(customerId, runId) {
      for (const { wait } of await ofRun(table, customerId, runId)) {
        await untilSettled(`reopening the wait of run ${runId} in step ${wait.stepId}`, async () => {
          const known = await find(wait);
          return known?.state === 'closed' ? change(known, { state: 'released' }) : true;
        });
      }
    },
  };
}

async function ofRun(table: Table, customerId: string, runId: string): Promise<Known[]> {
  const items = await table.query({ partition: partitionOf(customerId), ...beginningWith('wait', runId) });
  return items.map(toKnown);
}

/** The writes that change a wait as it was read (revision 0: that register it), and keep the list of open ones true. */
function changing(known: Known, changes: Partial<Known>): Write[] {
  const changed = { ...known, ...changes, revision: known.revision + 1 };
  const item = { ...attributesOf(changed), ...expiresAfterRuns(known.wait.deadline) };
  const { wait, state, revision } = known;
  const change: Write = {
    put: { ...keyOfWait(wait), ...item },
    if: revision === 0 ? 'absent' : { revision },
  };
  if (changed.state === 'open') return [change, { put: { ...keyOfOpen(wait), ...item } }];
  return state === 'open' ? [change, { remove: keyOfOpen(wait) }] : [change];
}

function attributesOf({ wait, state, satisfiedBy, number, revision }: Known) {
  const given = satisfiedBy === null ? {} : { satisfiedBy };
  return { wait: JSON.stringify(wait), state, number, revision, ...given };
}

function toKnown(item: Item): Known {
  return {
    wait: json(item, 'wait'),
    state: text(item, 'state') as State,
    satisfiedBy: item.satisfiedBy === undefined ? null : text(item, 'satisfiedBy'),
    number: integer(item, 'number'),
    revision: integer(item, 'revision'),
  };
}

function keyOfWait({ customerId, runId, stepId, visit }: Wait): Key {
  return { pk: partitionOf(customerId), sk: keyOf('wait', runId, stepId, visit) };
}

function keyOfOpen({ customerId, runId, stepId, visit }: Wait): Key {
  return { pk: partitionOf(customerId), sk: keyOf('open-wait', runId, stepId, visit) };
}

/** Only one wait of a run can write it for an event. */
function keyOfGiven({ customerId, runId }: Wait, eventId: string): Key {
  return { pk: partitionOf(customerId), sk: keyOf('given', runId, eventId) };
}
