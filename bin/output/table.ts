// Tables for people: plain lines, right-aligned numbers, colours only where a terminal shows them.

import Table from 'cli-table3';
import { bold } from './colors.ts';

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

const NUMBER = /^\$?\d[\d,.]*( %)?$/;

/** A table as text; columns whose first cell is a number, or an amount, are aligned to the right. */
export function table(head: string[], rows: (string | number)[][]): string {
  const made = new Table({
    chars: PLAIN,
    head: head.map((title) => bold(title)),
    colAligns: head.map((_title, column) => (NUMBER.test(String(rows[0]?.[column])) ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  made.push(...rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell))));
  return made.toString().replaceAll(/ +$/gm, '');
}

export function formatNumber(value: number): string {
  return value.toLocaleString('en-US');
}

export function formatDollars(value: number): string {
  return `$${value.toLocaleString('en-US', { minimumFractionDigits: 4 })}`;
}
