// The two clocks of the embedded runtime: real time, and a virtual one that moves when it is told to.

import type { Clock } from '../ports.ts';

export const realClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is set. It never goes back. */
export class VirtualClock implements Clock {
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** Moves on to a moment (ms). A moment that has passed changes nothing. */
  set(moment: number): void {
    if (moment > this.#now) this.#now = moment;
  }
}

/** Resolves after a time (ms), or as soon as `woken` does. */
export async function sleep(millis: number, woken: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    // Longer delays overflow the timer; waking early only means looking once more.
    timer = setTimeout(resolve, Math.min(millis, 2 ** 31 - 1));
  });
  await Promise.race([elapsed, woken]);
  clearTimeout(timer);
}

/** Lets the event loop turn once, so that what was written is committed and others get their share. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
