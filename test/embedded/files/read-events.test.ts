import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readEvents } from '../../../lib/embedded/files/read-events.ts';
import { collect, fileOf, fileWith } from './temporary-file.ts';

const order = (id: string) =>
  `{"id":"${id}","type":"order.placed","customerId":"007","at":"2026-03-01T10:00:00+08:00","properties":{"total":12.5}}`;

async function idsOf(file: string) {
  const entries = await collect(readEvents(file));
  return entries.map((entry) => (entry.kind === 'event' ? entry.event.id : `line ${entry.line} rejected`));
}

async function problemOf(line: string) {
  const [entry] = await collect(readEvents(fileOf(line)));
  return entry?.kind === 'rejected' ? entry.problem : undefined;
}

test('a line is an event, its time in milliseconds', async () => {
  expect(await collect(readEvents(fileOf(order('a'))))).toEqual([
    {
      kind: 'event',
      line: 1,
      event: {
        id: 'a',
        type: 'order.placed',
        customerId: '007',
        at: Date.parse('2026-03-01T02:00:00Z'),
        properties: { total: 12.5 },
        depth: 0,
      },
    },
  ]);
});

test('gzip is recognised by its content, whatever the name', async () => {
  expect(await idsOf(fileWith(gzipSync(`${order('a')}\n${order('b')}`)))).toEqual(['a', 'b']);
});

test('a byte order mark, Windows line ends, blank lines and a missing last line end do no harm', async () => {
  const file = fileWith(`\uFEFF${order('a')}\r\n\r\n   \r\n${order('b')}`);
  expect(await idsOf(file)).toEqual(['a', 'b']);
  const [, second] = await collect(readEvents(file));
  expect(second?.line).toBe(4);
});

test('a malformed line is rejected with its number and text, and the lines around it go through', async () => {
  const file = fileOf(order('a'), '{"id": "b", oops', order('c'));
  const entries = await collect(readEvents(file));
  expect(entries.map((entry) => entry.kind)).toEqual(['event', 'rejected', 'event']);
  expect(entries[1]).toMatchObject({
    file,
    line: 2,
    text: '{"id": "b", oops',
    problem: expect.stringMatching(/^is no valid JSON: /),
  });
});

test('a problem names the field, what is wrong and what is allowed', async () => {
  expect(await problemOf('{"id":"a","type":"t","at":"2026-03-01"}')).toBe('"customerId" is missing');
  expect(await problemOf('{"id":"a","type":"t","customerId":7,"at":"2026-03-01"}')).toBe(
    '"customerId" must be text, and is the number 7',
  );
  expect(await problemOf('{"id":"","type":"t","customerId":"c","at":"2026-03-01"}')).toBe(
    '"id" must not be empty',
  );
  expect(await problemOf('{"id":"a","type":"t","customerId":"c","at":"2026-02-30"}')).toBe(
    '"at": "2026-02-30" is no date-time; write for example 2026-03-29T10:00:00Z or 2026-03-29',
  );
  expect(await problemOf('{"id":"a","type":"t","customerid":"c","at":"2026-03-01"}')).toBe(
    '"customerId" is missing; "customerid" is no field; did you mean "customerId"? allowed are id, type, customerId, at, properties',
  );
  expect(await problemOf('[1]')).toBe('the event must be an object in braces, and is a list');
});

test('a line over 1 MiB is rejected, is not kept, and does not stop those after it', async () => {
  const file = fileOf(order('a'), `{"id":"${'x'.repeat(3_000_000)}"}`, order('c'));
  const entries = await collect(readEvents(file));
  expect(entries.map((entry) => entry.kind)).toEqual(['event', 'rejected', 'event']);
  expect(entries[1]).toMatchObject({ line: 2, problem: expect.stringContaining('1 MiB') });
  expect(entries[1]).toHaveProperty('text.length', 1000);
});

test('a line of a hundred thousand brackets is rejected', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const line = `{"id":"a","type":"t","customerId":"c","at":"2026-03-01","properties":{"x":${deep}}}`;
  expect(await problemOf(line)).toBe('is nested more than 100 levels deep');
});

test('a line that is not in UTF-8 is rejected', async () => {
  const file = fileWith(Buffer.concat([Buffer.from([0xe9, 10]), Buffer.from(order('b'))]));
  expect(await idsOf(file)).toEqual(['line 1 rejected', 'b']);
});

test('a file that is not there, or is cut off, is an error that names it', async () => {
  await expect(idsOf('/no/such/file')).rejects.toThrow('/no/such/file: there is no such file');
  const whole = gzipSync(order('a').repeat(50));
  await expect(idsOf(fileWith(whole.subarray(0, whole.length - 12)))).rejects.toThrow(
    'is cut off: its gzip data has no end',
  );
});
