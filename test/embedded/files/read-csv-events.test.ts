import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseMapping } from '../../../lib/embedded/files/mapping.ts';
import { readEvents } from '../../../lib/embedded/files/read-events.ts';
import { collect, fileOf, fileWith } from './temporary-file.ts';

const orders = parseMapping('customerId=customer_id,at=date,total=usd,quantity=cds', {
  event: 'order.placed',
});
const HEADER = 'customer_id,date,cds,usd';

/** Each event's properties and each rejection, with their lines. */
async function read(file: string, csv = orders) {
  const entries = await collect(readEvents(file, { csv }));
  return entries.map((entry) => [
    entry.line,
    entry.kind === 'event' ? entry.event.properties : entry.problem,
  ]);
}

async function events(file: string, csv = orders) {
  const entries = await collect(readEvents(file, { csv }));
  return entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []));
}

test('a row is an event: ids keep their leading zeros, other digits become numbers, a bare date is midnight UTC', async () => {
  expect(await events(fileOf(HEADER, '00001,1997-01-01,02,11.77'))).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{16}:2$/),
      type: 'order.placed',
      customerId: '00001',
      at: Date.parse('1997-01-01T00:00:00Z'),
      properties: { total: 11.77, quantity: 2 },
      depth: 0,
    },
  ]);
});

test('an exact duplicate counts twice, and the same content has the same ids wherever and however it lies', async () => {
  const content = `${HEADER}\n1,1997-01-01,1,5\n1,1997-01-01,1,5\n`;
  const ids = (await events(fileWith(content))).map((event) => event.id);
  expect(new Set(ids).size).toBe(2);
  expect((await events(fileWith(gzipSync(content)))).map((event) => event.id)).toEqual(ids);
  expect((await events(fileWith(`${content}2,1997-01-02,1,5\n`))).map((event) => event.id)).not.toContain(
    ids[0],
  );
});

test('empty cells are absent, numbers too long to be exact stay text', async () => {
  const csv = parseMapping('customerId=c,at=t,a=a,b=b,d=d', { event: 'e' });
  const file = fileOf(
    'c,t,a,b,d',
    '1,2026-01-01,,2103807459595387724,-1.50',
    '1,2026-01-01,0x10,1e3,Infinity',
  );
  expect(await read(file, csv)).toEqual([
    [2, { b: '2103807459595387724', d: -1.5 }],
    [3, { a: '0x10', b: 1000, d: 'Infinity' }],
  ]);
});

test('a row with the wrong number of columns is rejected with its line, and the rows around it go through', async () => {
  expect(
    await read(
      fileOf(HEADER, '1,1997-01-01,1,5', '2,1997-01-01,1', '', '3,1997-01-01,1,5,6', '4,1997-01-01,1,5'),
    ),
  ).toEqual([
    [2, { total: 5, quantity: 1 }],
    [3, 'has 3 columns, and the header has 4'],
    [5, 'has 5 columns, and the header has 4'],
    [6, { total: 5, quantity: 1 }],
  ]);
});

test('a quoted cell may hold commas, quotes and line ends, and the lines after it are numbered right', async () => {
  const csv = parseMapping('customerId=c,at=t,note=n', { event: 'e' });
  const file = fileOf('c,t,n', '1,2026-01-01,"a, ""b""', '', 'c"', '2,2026-01-01', '3,2026-01-01,"x"');
  expect(await read(file, csv)).toEqual([
    [2, { note: 'a, "b"\n\nc' }],
    [5, 'has 2 columns, and the header has 3'],
    [6, { note: 'x' }],
  ]);
});

test('a quote that is never closed, or stands in the middle, costs its own row and no other', async () => {
  const csv = parseMapping('customerId=c,at=t,note=n', { event: 'e' });
  const file = fileOf(
    'c,t,n',
    '1,2026-01-01,"open',
    '2,2026-01-01,"x"',
    '3,2026-01-01,5" pipe',
    '4,2026-01-01,y',
    '5,2026-01-01,"open again',
    '6,2026-01-01,z',
  );
  expect(await read(file, csv)).toEqual([
    [2, 'a quote is opened and never closed'],
    [3, { note: 'x' }],
    [4, 'a quote stands inside a cell; put the whole cell in quotes and write that quote twice'],
    [5, { note: 'y' }],
    [6, 'a quote is opened and never closed'],
    [7, { note: 'z' }],
  ]);
});

test('a missing customer, a date that is none and a time without a zone are rejected', async () => {
  const file = fileOf(HEADER, ',1997-01-01,1,5', '1,1997-02-30,1,5', '1,1997-01-01 10:00:00,1,5');
  const problems = (await read(file)).map(([, problem]) => problem);
  expect(problems).toEqual([
    '"customer_id" is empty',
    expect.stringMatching(/^"1997-02-30" is no date or date-time; write for example/),
    expect.stringMatching(/^"1997-01-01 10:00:00" has no time zone; write for example/),
  ]);
});

test('times may be written with a T or a space, and with Z, UTC or an offset', async () => {
  const times = [
    '2019-10-01T00:00:00Z',
    '2019-10-01 00:00:00 UTC',
    '2019-10-01 08:00:00+08:00',
    '2019-10-01 00:00Z',
    '2019-10-01',
  ];
  const found = await events(fileOf(HEADER, ...times.map((time) => `1,${time},1,5`)));
  expect(new Set(found.map((event) => event.at))).toEqual(new Set([Date.parse('2019-10-01T00:00:00Z')]));
  expect(found).toHaveLength(times.length);
});

test('the type comes from a column, and a value that is not listed is rejected', async () => {
  const csv = parseMapping('type=kind,customerId=c,at=t', { types: 'view=product.viewed,cart=cart.added' });
  const file = fileOf('t,kind,c', '2026-01-01,view,1', '2026-01-01,remove,1', '2026-01-01,cart,1');
  expect((await events(file, csv)).map((event) => event.type)).toEqual(['product.viewed', 'cart.added']);
  expect(await read(file, csv)).toContainEqual([
    3,
    '"kind" is "remove", which --types does not list; it lists view, cart',
  ]);
});

test('an id column gives the ids', async () => {
  const csv = parseMapping('id=no,customerId=c,at=t', { event: 'e' });
  expect((await events(fileOf('no,c,t', '0042,1,2026-01-01'), csv))[0]?.id).toBe('0042');
});

test('a column that is not there is an error that names the nearest one and all others', async () => {
  await expect(read(fileOf('custmer_id,date,cds,usd', '1,1997-01-01,1,5'))).rejects.toThrow(
    'there is no column "customer_id"; did you mean "custmer_id"? there are custmer_id, date, cds, usd',
  );
  await expect(read(fileOf('customer_id,date,cds,usd,usd'))).rejects.toThrow('there are two columns "usd"');
  await expect(read(fileWith(''))).rejects.toThrow('is empty; its first line must name the columns');
});

test('next to CSV files, one whose lines are JSON is still read as JSON', async () => {
  const file = fileOf('{"id":"a","type":"t","customerId":"c","at":"2026-03-01"}');
  expect((await events(file)).map((event) => event.id)).toEqual(['a']);
});

test('a registration keeps its telephone number as it is written, and one in an unknown zone is rejected', async () => {
  const csv = parseMapping('customerId=c,at=t,phone=p,timezone=z,size=s', { event: 'customer.registered' });
  const file = fileOf(
    'c,t,p,z,s',
    '1,2026-01-01,4915112345678,Europe/Berlin,7',
    '2,2026-01-01,,Asia/Atlantis,',
  );
  expect(await read(file, csv)).toEqual([
    [2, { phone: '4915112345678', timezone: 'Europe/Berlin', size: 7 }],
    [3, expect.stringContaining('"Asia/Atlantis" is no time zone')],
  ]);
});
