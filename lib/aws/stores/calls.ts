// The webhooks that runs called: each with what was posted, so that every attempt posts the same, and its answer.

import type { Json } from '../../customer/json.ts';
import type { Periods } from '../../journey/retention.ts';
import type { Calls, WebhookCall } from '../../ports.ts';
import { untilSettled } from './again.ts';
import { expiresAfter } from './expiry.ts';
import { type Item, integer, json, type Key } from './item.ts';
import { beginningWith, keyOf, partitionOf } from './keys.ts';
import type { Table } from './open-table.ts';
import { ifActive } from './runs.ts';

export function createCalls(table: Table, nextNumber: () => number, periods: Periods): Calls {
  return {
    begin: (call) =>
      untilSettled(`calling the webhook of run ${call.runId} in step ${call.stepId}`, async () => {
        const item = await table.get(keyOfCall(call));
        const known = item && toCall(item);
        if (known && known.status !== 'calling') return known;
        const begun: WebhookCall = known
          ? { ...known, attempts: known.attempts + 1 }
          : { ...call, status: 'calling', reason: '', attempts: 1, answer: null };
        const number = item ? integer(item, 'number') : nextNumber();
        const refused = await table.writeAll([
          { put: itemOf(begun, number), if: known ? standingOf(known) : 'absent' },
          ifActive(call.customerId, call.runId),
        ]);
        if (refused.length === 0) return begun;
        // Only a call that is as it was read, and not over, can be barred by its run.
        return refused.includes(0) ? undefined : 'ended';
      }),

    async record(call) {
      await untilSettled(`recording the webhook of run ${call.runId} in step ${call.stepId}`, async () => {
        const item = await table.get(keyOfCall(call));
        if (!item) throw new Error(`The call of run ${call.runId} in step ${call.stepId} was never begun.`);
        const known = toCall(item);
        const { status, reason, answer } = call;
        const over = itemOf({ ...known, status, reason, answer }, integer(item, 'number'));
        const recorded = { ...over, ...expiresAfter(periods.calls, known.at) };
        return (await table.write({ put: recorded, if: standingOf(known) })) || undefined;
      });
    },

    async answers(customerId, runId) {
      const items = await table.query({
        partition: partitionOf(customerId),
        ...beginningWith('call', runId),
      });
      const inOrder = items.sort((a, b) => integer(a, 'number') - integer(b, 'number')).map(toCall);
      const last = new Map(inOrder.map((call) => [call.stepId, call]));
      const answered = [...last.values()].filter(
        ({ status, answer }) => status === 'answered' && answer !== null,
      );
      return new Map(answered.map(({ stepId, answer }): [string, Json] => [stepId, answer]));
    },
  };
}

/** What changes when anything about a call does. */
function standingOf({ status, attempts }: WebhookCall) {
  return { status, attempts };
}

function itemOf(call: WebhookCall, number: number): Item {
  return { ...keyOfCall(call), call: JSON.stringify(call), ...standingOf(call), number };
}

function toCall(item: Item): WebhookCall {
  return json(item, 'call');
}

type CallKey = Pick<WebhookCall, 'customerId' | 'runId' | 'stepId' | 'visit'>;

function keyOfCall({ customerId, runId, stepId, visit }: CallKey): Key {
  return { pk: partitionOf(customerId), sk: keyOf('call', runId, stepId, visit) };
}
