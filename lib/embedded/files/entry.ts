// What a reader makes of each line: something accepted, or a rejection that says why.

import type { CustomerEvent } from '../../customer/event.ts';
import type { Customer } from '../../customer/profile.ts';

/** A line that was not accepted. `text` is the raw line, cut at 1,000 characters; `problem` is one sentence. */
export type Rejected = { kind: 'rejected'; file: string; line: number; text: string; problem: string };

export type EventEntry = { kind: 'event'; event: CustomerEvent; line: number } | Rejected;
export type CustomerEntry = { kind: 'customer'; customer: Customer; line: number } | Rejected;

/** Thrown by what checks one line or value; the reader of that line turns it into a rejection. */
export class BadLine extends Error {
  override readonly name = 'BadLine';
}

const LONGEST_TEXT = 1000;

export function rejected(file: string, line: number, text: string, problem: string): Rejected {
  return { kind: 'rejected', file, line, text: text.slice(0, LONGEST_TEXT), problem };
}

/** What `accept` returns, or the rejection of this line for the reason it gave. */
export function orRejected<T>(file: string, line: number, text: string, accept: () => T): T | Rejected {
  try {
    return accept();
  } catch (error) {
    if (error instanceof BadLine) return rejected(file, line, text, error.message);
    throw error;
  }
}
