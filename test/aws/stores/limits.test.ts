// Where DynamoDB has limits that SQLite has not: the size of items, pages and keys; time to live; planning by the
// day.

import { GetItemCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { timeToLiveInput } from '../../../lib/aws/stores/create-table-input.ts';
import { createStores } from '../../../lib/aws/stores/index.ts';
import { ItemTooLargeError } from '../../../lib/aws/stores/item.ts';
import { openTable } from '../../../lib/aws/stores/open-table.ts';
import type { DueItem } from '../../../lib/ports.ts';
import {
  aCall,
  aDecision,
  aMessage,
  anEvent,
  aRun,
  aWait,
  day,
  leaveAsIs,
  minute,
  noon,
} from '../../contracts/examples.ts';
import { describeOnDynamoDB, openTestTable } from './dynamodb-local.ts';
import { salt } from './salt.ts';

/** The stores on a new table, and a clock that the test moves. */
async function open() {
  const { client, tableName, close } = await openTestTable();
  onTestFinished(close);
  const clock = { at: noon, now: () => clock.at };
  const again = () => createStores(client, tableName, clock, salt);
  return { ...again(), again, client, tableName, clock, table: openTable(client, tableName) };
}

const kilobytes = (count: number) => 'x'.repeat(count * 1024);

describeOnDynamoDB('on DynamoDB', () => {
  describe('an item larger than DynamoDB keeps', () => {
    test('is refused by name before it is sent, and leaves no trace', async () => {
      const { timeline, profiles } = await open();
      const recorded = timeline.record(anEvent(), (profile) => ({
        ...profile,
        attributes: { notes: kilobytes(500) },
      }));

      await expect(recorded).rejects.toThrow(ItemTooLargeError);
      await expect(recorded).rejects.toThrow(
        /customer#ana \/ profile would have 501 KB.*at most 400 KB.*less/,
      );
      expect(await timeline.get('ana', 'order-1-placed')).toBeUndefined();
      expect(await profiles.get('ana')).toBeUndefined();
    });

    test('may have 400 KB, names and keys and all', async () => {
      const { table } = await open();
      // Two keys of two letters with "a" and "b", an attribute of one letter.
      const most = 400 * 1024 - 'pk'.length - 'sk'.length - 'ab'.length - 'v'.length;

      expect(await table.write({ put: { pk: 'a', sk: 'b', v: 'x'.repeat(most) } })).toBe(true);
      await expect(table.write({ put: { pk: 'a', sk: 'b', v: 'x'.repeat(most + 1) } })).rejects.toThrow(
        '401 KB',
      );
    });

    test('is refused by name, too, when a change makes it so, alone or in a transaction', async () => {
      const { table } = await open();
      const key = { pk: 'a', sk: 'b' };
      await table.write({ put: { ...key, before: kilobytes(300) } });
      const growing = { set: { after: kilobytes(300) }, of: key, if: 'present' } as const;

      await expect(table.write(growing)).rejects.toThrow('a / b would have more than 400 KB');
      const together = table.writeAll([{ put: { pk: 'a', sk: 'c' } }, growing]);
      await expect(together).rejects.toThrow('a / b would have more than 400 KB');
      expect(await table.get({ pk: 'a', sk: 'c' })).toBeUndefined();
    });

    test('is not made by a long e-mail, which is kept compressed', async () => {
      const { runs, messages } = await open();
      await runs.claim(aRun(), 0);
      await messages.claim(aMessage());
      await messages.record(aMessage({ status: 'sent' }), {
        locale: 'en',
        body: `<p>${kilobytes(2000)}</p>`,
      });

      expect(await messages.claim(aMessage())).toMatchObject({ status: 'sent' });
    });
  });

  describe('what takes several pages', () => {
    test('is read to its end', async () => {
      const { timeline } = await open();
      const ids = Array.from({ length: 5 }, (_, nth) => `order-${nth}`);
      for (const id of ids)
        await timeline.record(anEvent({ id, properties: { notes: kilobytes(300) } }), leaveAsIs);

      const events = await timeline.read('ana', { types: ['order.placed'] });
      expect(events.map(({ id }) => id)).toEqual(ids);
    });

    test('is found as a whole by many keys, too', async () => {
      const { profiles } = await open();
      const ids = Array.from({ length: 50 }, (_, nth) => `customer-${nth}`);
      for (const id of ids) {
        await profiles.change(id, 'import', (profile) => ({
          ...profile,
          attributes: { notes: kilobytes(350) },
        }));
      }

      const { profiles: found, next } = await profiles.page('', 100);
      expect(found.map(({ id }) => id).sort()).toEqual(ids.sort());
      expect(next).toBeNull();
    });
  });

  describe('ids', () => {
    const long = '鞋'.repeat(256);

    test('may hold what keys are made with, and be as long as the language allows', async () => {
      const { timeline, runs, waits, calls, profiles } = await open();
      const customers = ['a#b', 'a', 'a%23b', 'everyone', long, `${long.slice(1)}x`];
      for (const customerId of customers) {
        const event = anEvent({ customerId, id: long, type: long.slice(128) });
        await timeline.record(event, (profile) => ({ ...profile, locale: customerId.slice(0, 10) }));
        expect(await timeline.read(customerId, { types: [event.type] })).toEqual([{ ...event, seq: 1 }]);
        await runs.claim(aRun({ customerId, id: long, journeyId: long, concurrencyKey: long }), 0);
        await waits.register(aWait({ customerId, runId: long, stepId: long, visit: '1.2.3' }));
        await calls.begin(aCall({ customerId, runId: long, stepId: long }));
      }

      const { profiles: page } = await profiles.page('', 100);
      expect(page.map(({ id }) => id).sort()).toEqual(customers.sort());
      for (const { id, locale } of page) expect(locale).toBe(id.slice(0, 10));
    });

    test('that begin alike, or would with what stands between them, are told apart', async () => {
      const { runs, waits, messages } = await open();
      await runs.claim(aRun({ id: 'run' }), 0);
      for (const runId of ['run', 'run-2', 'run#2', 'run%232'])
        await waits.register(aWait({ runId, token: runId }));
      await messages.claim(aMessage({ runId: 'run', status: 'held' }));
      await waits.close('ana', 'run');

      const listening = await waits.open('ana', 'order.delivered');
      expect(listening.map(({ token }) => token)).toEqual(['run-2', 'run#2', 'run%232']);
      expect(await messages.fates('ana', 'ru')).toEqual(new Map());
    });
  });

  describe('numbers and depths that DynamoDB itself refuses', () => {
    test('are kept as they came', async () => {
      const { timeline } = await open();
      const deep = JSON.parse(`${'['.repeat(100)}1${']'.repeat(100)}`);
      const properties = { huge: 1e300, tiny: 5e-324, empty: '', deep };
      await timeline.record(anEvent({ properties }), leaveAsIs);

      expect((await timeline.get('ana', 'order-1-placed'))?.properties).toEqual(properties);
    });
  });

  describe('the time to live', () => {
    test('is that of the table, and ends more than a year after the last that a run may ask', async () => {
      const { waits, client, tableName } = await open();
      const { TimeToLiveSpecification } = await client.send(
        new UpdateTimeToLiveCommand(timeToLiveInput(tableName)),
      );
      expect(TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
      const year = 366 * day;
      await waits.register(aWait({ deadline: noon + year }));

      const Key = marshall({ pk: 'customer#ana', sk: 'wait#follow-up-1#delivery#' });
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key }));
      expect(Number(Item?.expiresAt?.N)).toBeGreaterThan((noon + 2 * year) / 1000);
    });

    test('takes a run off the list of watched ones a month after its goal no longer counts', async () => {
      const { runs, table, clock } = await open();
      const goal = { event: 'tier.upgraded', within: 'P30D' };
      const goalUntil = noon + 30 * day;
      await runs.claim(aRun({ goal, goalUntil }), 0);
      await runs.claim(aRun({ id: 'for-ever', journeyId: 'welcome', goal }), 0);
      await runs.claim(aRun({ id: 'imported', journeyId: 'win-back', goal, goalUntil: noon - 300 * day }), 0);
      const expiries = async () => {
        const watched = await table.query({ partition: 'customer#ana', from: 'watch#', to: 'watch$' });
        return watched.map(({ runId, expiresAt }) => [runId, expiresAt]);
      };
      expect((await expiries()).map(([, expiresAt]) => expiresAt)).toEqual([undefined, undefined, undefined]);

      clock.at = noon + day;
      const completed = { status: 'completed', outcome: null, at: clock.at, splits: {} } as const;
      for (const id of ['follow-up-1', 'for-ever', 'imported']) await runs.end('ana', id, completed);
      expect(await expiries()).toEqual([
        ['follow-up-1', (goalUntil + 30 * day) / 1000],
        ['for-ever', undefined],
        ['imported', (clock.at + 30 * day) / 1000],
      ]);
    });
  });

  describe('the list of runs that seem active', () => {
    const claimed = async () => {
      const opened = await open();
      const ids = Array.from({ length: 40 }, (_, nth) => `run-${nth}`);
      for (const id of ids) await opened.runs.claim(aRun({ id, concurrencyKey: id }), 0);
      return { ...opened, ids };
    };

    test('begins with another run each day, so that not always the same are left out', async () => {
      const { runs, clock } = await claimed();
      const firsts = new Set<string>();
      for (let nth = 0; nth < 32; nth += 1) {
        clock.at = noon + nth * day;
        const { runs: page } = await runs.active(noon + day, '', 1);
        firsts.add(page[0]?.id ?? 'none');
      }
      expect(firsts.size).toBeGreaterThan(10);
    });

    test('that is begun before midnight goes on after it where it was', async () => {
      const { runs, clock, ids } = await claimed();
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; clock.at += day) {
        const page = await runs.active(noon + day, cursor, 7);
        seen.push(...page.runs.map(({ id }) => id));
        cursor = page.next;
      }
      expect(seen.sort()).toEqual(ids.sort());
    });
  });

  describe('what is planned', () => {
    const birthday: DueItem = {
      kind: 'trigger',
      id: 'birthday',
      customerId: 'ana',
      at: noon,
      rule: 'birthday',
    };

    test('for a time long gone is due at once', async () => {
      const { due } = await open();
      const late = { ...birthday, at: noon - 1000 * day };
      const beforeTheEpoch = { ...birthday, id: 'renewal', at: -day };
      await due.plan(late);
      await due.plan(beforeTheEpoch);

      expect(await due.due(noon, 10)).toEqual([beforeTheEpoch, late]);
    });

    test('late is found even if the days before were swept and found empty', async () => {
      const { due, clock } = await open();
      await due.plan(birthday);
      await due.settle(birthday);
      clock.at = noon + 10 * day;
      expect(await due.due(clock.at, 10)).toEqual([]);

      const late = { ...birthday, at: noon + 5 * day };
      await due.plan(late);
      expect(await due.due(clock.at, 10)).toEqual([late]);
    });

    test('waits for a sweep however long none comes, and is swept in its order then', async () => {
      const { due, clock } = await open();
      const items = [0, 1, 9, 19, 20].map((days) => ({
        ...birthday,
        id: `in ${days}`,
        at: noon + days * day,
      }));
      for (const item of items) await due.plan(item);
      clock.at = noon + 20 * day;

      const swept: DueItem[] = [];
      for (let found = await due.due(clock.at, 2); found.length > 0; found = await due.due(clock.at, 2)) {
        swept.push(...found);
        for (const item of found) await due.settle(item);
      }
      expect(swept).toEqual(items);
    });

    test('by another process, which never saw the first plan, is found, too', async () => {
      const { due, again, clock } = await open();
      await due.plan(birthday);
      const hers = { ...birthday, customerId: 'ben' };
      await again().due.plan(hers);

      expect(await again().due.due(clock.at, 10)).toEqual([birthday, hers]);
    });

    test('for hundreds of customers at one moment comes in order, as many at once as are asked for', async () => {
      const { due } = await open();
      const ids = Array.from({ length: 400 }, (_, nth) => `customer-${String(nth).padStart(3, '0')}`);
      await Promise.all(ids.map((customerId) => due.plan({ ...birthday, customerId, at: noon - minute })));

      expect((await due.due(noon, 10)).map(({ customerId }) => customerId)).toEqual(ids.slice(0, 10));
      expect((await due.due(noon, 1000)).map(({ customerId }) => customerId)).toEqual(ids);
    });
  });

  describe('where records are kept for a period', () => {
    test('each kind expires after its own, and what is under way does not', async () => {
      const { client, tableName, close } = await openTestTable();
      onTestFinished(close);
      const periods = { events: 90 * day, contents: 30 * day, decisions: 60 * day, runs: 45 * day };
      const stores = createStores(client, tableName, { now: () => noon }, salt, periods);
      const table = openTable(client, tableName);
      const expiryOf = async (from: string) => {
        const [item] = await table.query({ partition: 'customer#ana', from, to: `${from}~` });
        return item?.expiresAt === undefined ? undefined : (Number(item.expiresAt) * 1000 - noon) / day;
      };
      await stores.timeline.record(anEvent({ at: noon - 400 * day }), (profile) => profile);
      await stores.runs.claim(aRun(), 0);
      await stores.messages.claim(aMessage());
      await stores.messages.record(aMessage({ status: 'sent' }), { locale: 'en', body: 'Hello' });
      await stores.decisions.add('entry', aDecision());
      expect(await expiryOf('run#')).toBeUndefined();
      await stores.runs.end('ana', 'follow-up-1', {
        status: 'completed',
        outcome: null,
        at: noon,
        splits: {},
      });

      expect(
        await Promise.all(['event#', 'receipt#', 'content#', 'decision#', 'run#', 'profile'].map(expiryOf)),
      ).toEqual([90, 90, 30, 60, 45, undefined]);
    });
  });
});
