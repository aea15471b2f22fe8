// `milepost test`: what a marketer reads when a journey does not do what its scenario says.

import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { milepost } from './command-line.ts';
import { type ShopFiles, shopFiles } from './shop-files.ts';

let shop: ShopFiles;

beforeEach(() => {
  shop = shopFiles();
});

const ann = { id: 'ann', email: 'ann@example.com', timezone: 'Europe/Berlin', consent: { email: true } };
const order = { event: 'order.placed' };
const thanked = { template: 'thanks/thank', channel: 'email', after: 'P1D' };

/** The differences of one scenario: Ann orders on 2 March at 10:00, and is thanked by e-mail a day later. */
async function differences(fields: object): Promise<string[]> {
  const scenario = { name: 'Ann', events: [order], messages: [thanked], ...fields };
  const file = { start: '2026-03-02T10:00', customer: ann, scenarios: [scenario] };
  const path = shop.write('workflows/tests/ann.json', JSON.stringify(file));
  const { stdout } = await milepost('test', path, '--workflows', shop.journeys, '--json');
  return JSON.parse(stdout).scenarios[0].differences;
}

test('what is as expected is said in a line, and the exit code is 0', async () => {
  expect(await differences({})).toEqual([]);
  expect(await milepost('test', '--workflows', shop.journeys)).toEqual({
    stdout: `${shop.journeys}/tests/ann.json\n  ✓ Ann\n\n1 scenario: all as expected\n`,
    stderr: '',
    exitCode: 0,
  });
});

test('what is not is told below the scenario, and the exit code is 1', async () => {
  await differences({ messages: [] });
  const { stdout, exitCode } = await milepost('test', '--workflows', shop.journeys);
  expect(stdout).toBe(
    `${shop.journeys}/tests/ann.json\n  ✗ Ann\n` +
      '      thanks/thank was sent by email on 3 March at 10:00 (Europe/Berlin), and not expected\n\n' +
      '1 scenario, 1 not as expected\n',
  );
  expect(exitCode).toBe(1);
});

describe('a message', () => {
  const but = (fields: object) => differences({ messages: [{ ...thanked, after: undefined, ...fields }] });

  test('that comes at another time of the day', async () => {
    expect(await but({ at: '2026-03-03T09:30' })).toEqual([
      'expected thanks/thank by email on 3 March at 09:30 (Europe/Berlin), but it came at 10:00',
    ]);
  });

  test('that comes on another day, or in another year', async () => {
    expect(await but({ at: '2027-03-03T10:00' })).toEqual([
      'expected thanks/thank by email on 3 March 2027 at 10:00 (Europe/Berlin), but it came on 3 March at 10:00',
    ]);
  });

  test('that comes a second late', async () => {
    expect(await but({ after: 'PT23H59M59S' })).toEqual([
      'expected thanks/thank by email on 3 March at 09:59:59 (Europe/Berlin), but it came at 10:00',
    ]);
  });

  test('that comes on another channel', async () => {
    expect(await but({ after: 'P1D', channel: 'sms' })).toEqual([
      'expected thanks/thank by sms on 3 March at 10:00 (Europe/Berlin), but it came by email',
    ]);
  });

  test('that says something else', async () => {
    expect(await but({ after: 'P1D', says: 'Thank' })).toEqual([]);
    // Of company.json.
    expect(await but({ after: 'P1D', says: '1 Harbour Road' })).toEqual([]);
    expect(await but({ after: 'P1D', says: 'Danke' })).toEqual([
      expect.stringMatching(
        /^thanks\/thank by email on 3 March at 10:00 \(Europe\/Berlin\) does not say “Danke”; it says “Thank you Thank you Unsubscribe/,
      ),
    ]);
  });

  test('that is held back, and one that is not', async () => {
    const customer = { consent: { email: false } };
    expect(await differences({ customer })).toEqual([
      'expected thanks/thank by email on 3 March at 10:00 (Europe/Berlin), but it was held: no-consent',
    ]);
    expect(await differences({ customer, messages: [] })).toEqual([]);
    expect(await differences({ customer, messages: [{ ...thanked, held: 'no-consent' }] })).toEqual([]);
    expect(await but({ after: 'P1D', held: 'no-consent' })).toEqual([
      'expected thanks/thank by email on 3 March at 10:00 (Europe/Berlin) to be held: no-consent, but it was sent',
    ]);
  });

  test('that is expected twice and comes once, with each told where it belongs', async () => {
    const early = { ...thanked, after: 'PT1H' };
    expect(await differences({ messages: [thanked, early] })).toEqual([
      'expected thanks/thank by email on 2 March at 11:00 (Europe/Berlin), but it was not sent',
    ]);
  });
});

test('why a journey did not even start is told with the rest', async () => {
  const journey = JSON.parse(readFileSync(`${shop.journeys}/thanks.json`, 'utf8'));
  const audience = { attribute: 'tier', eq: 'gold' };
  shop.write('workflows/thanks.json', JSON.stringify({ ...journey, audience }));
  expect(await differences({})).toEqual([
    'expected thanks/thank by email on 3 March at 10:00 (Europe/Berlin), but it was not sent',
    '(thanks did not start: the customer is not in the audience)',
  ]);
});

test('runs and attributes are compared where they are given', async () => {
  const runs = [{ journey: 'thanks', status: 'exited', outcome: 'ordered' }];
  const attributes = { tier: 'gold', points: null };
  const customer = { attributes: { points: 3 } };
  expect(await differences({ customer, runs, attributes })).toEqual([
    'expected a run of thanks that exited (ordered), but it completed, not converted',
    'expected the attribute tier to be "gold", but it is none',
    'expected the attribute points to be none, but it is 3',
  ]);
  expect(await differences({ runs: [] })).toEqual([
    'a run of thanks that completed, not converted was not expected',
  ]);
});

test('"until" stops the clock before the end', async () => {
  const runs = [{ journey: 'thanks', status: 'active' }];
  expect(await differences({ until: { after: 'PT23H' }, messages: [], runs })).toEqual([]);
});

test('a file with mistakes fails, with each of them; the others are run', async () => {
  await differences({});
  shop.write('workflows/tests/bad.json', '{ "scenarios": [{ "name": "Bad" }] }');
  const { stdout, exitCode } = await milepost('test', '--workflows', shop.journeys);
  expect(stdout).toContain('bad.json: scenarios[0].events: is missing');
  expect(stdout).toContain('✓ Ann');
  expect(exitCode).toBe(1);
});

test('a folder without tests is named', async () => {
  const { stderr, exitCode } = await milepost('test', '--workflows', shop.journeys);
  expect(stderr).toBe(
    `milepost: ${shop.journeys}/tests: there is no such folder; the tests of journeys belong there\n`,
  );
  expect(exitCode).toBe(1);
});

test('files in tests/ are no journeys', async () => {
  await differences({});
  expect((await milepost('validate', '--workflows', shop.journeys)).stdout).toContain('1 journey is valid');
});
