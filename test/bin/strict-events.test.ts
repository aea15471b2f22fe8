// --strict-events: what events.json does not declare stays out, and is told with what was perhaps meant.

import { expect, test } from 'vitest';
import { milepost } from './command-line.ts';
import { order, shopFiles } from './shop-files.ts';

function shop(declared: string[] | undefined) {
  const files = shopFiles();
  const events = Object.fromEntries((declared ?? []).map((type) => [type, { properties: {} }]));
  if (declared) files.write('workflows/events.json', JSON.stringify(events));
  return files;
}

const misspelt = { ...order('ann', '2026-03-01'), type: 'order.plased' };

test('a replay takes undeclared events, unless it is strict', async () => {
  const { write, replay } = shop(['order.placed']);
  const events = write('events.ndjson', [misspelt, order('cem', '2026-03-02')]);
  expect(await replay('--events', events)).toMatchObject({ events: 2, rejected: 0 });
  const rejects = write('rejects.ndjson', '');
  const strict = await replay('--events', events, '--rejects', rejects, '--strict-events');
  expect(strict).toMatchObject({ events: 1, rejected: 1 });
});

test('each rejected line names its type and the nearest declared one, in CSV too', async () => {
  const { write, journeys } = shop(['order.placed', 'order.delivered']);
  const lines = write('events.ndjson', [misspelt, order('cem', '2026-03-02')]);
  const rows = write('events.csv', 'who,when,what\nann,2026-03-01,order.deliverd\nann,2026-03-01,visit\n');
  const told = await milepost(
    ...['replay', '--journeys', journeys, '--events', lines, rows, '--strict-events', '--json'],
    ...['--csv', 'customerId=who,at=when,type=what'],
  );
  expect(told.stderr).toContain(
    '"type" is "order.plased", which events.json does not declare; did you mean "order.placed"?',
  );
  expect(told.stderr).toContain('"order.deliverd", which events.json does not declare; did you mean');
  expect(told.stderr).toContain(
    '"visit", which events.json does not declare; it declares order.placed, order.del',
  );
});

test('what a journey itself emits needs no declaration', async () => {
  const { write, replay } = shop(['order.placed']);
  const thanks = {
    id: 'says',
    trigger: { type: 'event', event: 'order.placed' },
    steps: [{ type: 'emit', event: 'said' }],
  };
  write('workflows/says.json', JSON.stringify(thanks));
  const heard = { ...thanks, id: 'hears', trigger: { type: 'event', event: 'said' } };
  write('workflows/hears.json', JSON.stringify({ ...heard, steps: [{ type: 'exit' }] }));
  const events = write('events.ndjson', [order('cem', '2026-03-02')]);
  const report = await replay('--events', events, '--strict-events');
  expect(report.journeys.hears.entered).toBe(1);
});

test('what became of a message needs no declaration either', async () => {
  const { write, replay } = shop(['order.placed']);
  const bounced = { ...order('cem', '2026-03-03'), id: 'bounced', type: 'message.bounced' };
  const events = write('events.ndjson', [order('cem', '2026-03-02'), bounced]);
  expect(await replay('--events', events, '--strict-events')).toMatchObject({ events: 2, rejected: 0 });
});

test('a type for --first must be declared as well', async () => {
  const { write, journeys } = shop(['order.placed']);
  const events = write('events.ndjson', [order('cem', '2026-03-02')]);
  const { stderr, exitCode } = await milepost(
    ...['replay', '--journeys', journeys, '--events', events, '--first', 'order.first', '--strict-events'],
  );
  expect(stderr).toBe(
    'milepost: --first: "type" is "order.first", which events.json does not declare; it declares order.placed\n',
  );
  expect(exitCode).toBe(1);
});

test('without events.json there is nothing to be strict about, and one is told', async () => {
  const { write, journeys } = shop(undefined);
  const events = write('events.ndjson', [order('cem', '2026-03-02')]);
  for (const command of [
    ['replay', '--journeys', journeys, '--events', events],
    ['serve', '--workflows', journeys],
  ]) {
    const { stderr, exitCode } = await milepost(...command, '--strict-events');
    expect(stderr).toBe(
      `milepost: --strict-events needs ${journeys}/events.json, which declares the events; it is not there\n`,
    );
    expect(exitCode).toBe(1);
  }
});
