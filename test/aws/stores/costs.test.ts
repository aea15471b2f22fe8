// What every access pattern costs in DynamoDB's units: docs/data-model.md has the table, and UPDATE_DOCS=1 writes it
// anew. And that the stores do no more than STORE_ACTIONS lists.

import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createStores } from '../../../lib/aws/stores/index.ts';
import { ERASE_ACTIONS, STORE_ACTIONS } from '../../../lib/aws/stores/table.ts';
import { noon } from '../../contracts/examples.ts';
import { readPage, regenerate, root } from '../../docs/markdown.ts';
import { patterns } from './access-patterns/index.ts';
import type { Pattern } from './access-patterns/pattern.ts';
import { describeOnDynamoDB, openTestTable } from './dynamodb-local.ts';
import { type Bill, meter } from './meter.ts';
import { salt } from './salt.ts';

const PAGE = 'docs/data-model.md';

describeOnDynamoDB('on DynamoDB', () => {
  const actions = new Set<string>();

  async function measure({ before, act }: Pattern): Promise<Bill> {
    const { client, tableName, close } = await openTestTable();
    const stores = createStores(client, tableName, { now: () => noon }, salt);
    const metered = meter(client);
    await before?.(stores);
    metered.reset();
    await act(stores);
    metered.takeOff();
    for (const action of metered.actions) actions.add(action);
    await close();
    return metered.bill;
  }

  test('every access pattern costs what docs/data-model.md says', async () => {
    const rows = ['| store | what | keys | reads | writes |', '| --- | --- | --- | --- | --- |'];
    for (const pattern of patterns) {
      const { reads, writes } = await measure(pattern);
      rows.push(`| ${pattern.port} | ${pattern.what} | ${pattern.keys} | ${reads || ''} | ${writes || ''} |`);
    }
    const fresh = regenerate(readPage(PAGE), new Map([['access patterns', rows.join('\n')]]));
    if (process.env.UPDATE_DOCS) writeFileSync(`${root}${PAGE}`, fresh);
    expect(readPage(PAGE), 'stale: run UPDATE_DOCS=1 npx vitest run test/aws').toBe(fresh);
  });

  test('the stores do what STORE_ACTIONS lists, no more, and nothing scans', () => {
    expect([...actions].sort()).toEqual([...STORE_ACTIONS, ...ERASE_ACTIONS].sort());
    expect(actions).not.toContain('dynamodb:Scan');
  });
});
