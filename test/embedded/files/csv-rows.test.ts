import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Row, readRows } from '../../../lib/embedded/files/csv-rows.ts';
import { readLines } from '../../../lib/embedded/files/lines.ts';
import { collect } from './temporary-file.ts';

const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '中'), maxLength: 6 });
const row = fc.array(cell, { minLength: 2, maxLength: 4 });
const broken = fc.constantFrom('1,5" pipe', '1,"x"y', '1,"a" b,"c"');

function written(cells: string[]): string {
  return cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
}

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(text: string, size = 1000): Promise<Row[]> {
  return (await collect(readRows(readLines(inPieces(text, size))))).flat();
}

test('whatever the cells hold, and wherever the file is cut into pieces, rows come back with their lines', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 20 }), async (rows, size) => {
      let line = 1;
      const expected = rows.map((cells) => {
        const found = { line, text: written(cells), cells };
        line += found.text.split('\n').length;
        return found;
      });
      expect(await read(rows.map((cells) => `${written(cells)}\n`).join(''), size)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('broken lines between plain ones are told apart, however many there are', async () => {
  const plain = fc.constantFrom('1,a', '2,"b"', '3,"c ""d"""');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(plain, broken), { maxLength: 30 }), async (lines) => {
      const rows = await read(lines.join('\n'));
      expect(rows.map(({ line, text }) => [line, text])).toEqual(lines.map((text, n) => [n + 1, text]));
      const isBroken = (text: string) => !/^\d,(\w|"b"|"c ""d""")$/.test(text);
      expect(rows.map((found) => found.problem !== undefined)).toEqual(lines.map(isBroken));
    }),
    { numRuns: 200 },
  );
});
