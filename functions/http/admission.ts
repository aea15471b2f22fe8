// Back-pressure: a request is turned away before its body is read where there is no room for what it brings.

import type { MiddlewareHandler } from 'hono';
import type { Intake } from '../../lib/ports.ts';
import { HttpProblem } from './http-problem.ts';

/** How many requests that bring events are under way at once: with the largest body, it bounds the memory they take. */
const MOST_UNDER_WAY = 100;

/** After how many seconds to come again: when many events wait, and when many requests are under way. */
const WHILE_FULL = 5;
const WHILE_BUSY = 1;

/** Throws 429 while the intake is full or too many requests are under way. */
export function admit(intake: Pick<Intake, 'isFull'>): MiddlewareHandler {
  let underWay = 0;
  return async (_c, next) => {
    if (intake.isFull()) throw full();
    if (underWay >= MOST_UNDER_WAY) {
      throw comeAgain(WHILE_BUSY, `${MOST_UNDER_WAY} requests are under way already`);
    }
    underWay += 1;
    try {
      await next();
    } finally {
      underWay -= 1;
    }
  };
}

/** What a request is told that brings more than may wait. */
export function full(): HttpProblem {
  return comeAgain(WHILE_FULL, 'too many events wait to be handled');
}

function comeAgain(seconds: number, why: string): HttpProblem {
  return new HttpProblem(
    429,
    `${why}, and none of this request was taken; send it again after ${seconds} s`,
    // The second is Segment's name for the same.
    { 'Retry-After': String(seconds), 'X-RateLimit-Reset': String(seconds) },
  );
}
