// The clock on AWS: real time; or, for tests on an emulator, engine time, which
// runs faster (lib/journey/compile/time-scale.ts).

import { setTimeout as wait } from 'node:timers/promises';
import { engineTime, realTimeScale, type TimeScale, timeScale } from '../journey/compile/time-scale.ts';
import type { Clock } from '../ports.ts';

/** Time as it is. What is cached, or waited for before calling again, is measured by it however fast the engine's runs. */
export const realClock: Clock = { now: () => Date.now() };

/** Real time; or `factor` times as fast since `startedAt` (ms), where both agreed. */
export function createClock(factor = 1, startedAt = 0): Clock {
  if (factor === 1) return realClock;
  const scale = timeScale(factor, startedAt);
  return { now: () => engineTime(Date.now(), scale) };
}

/** The time scale that the environment asks for: none, unless MILEPOST_TIME_SCALE is set. */
export function timeScaleOf(environment: Record<string, string | undefined>): TimeScale {
  const { MILEPOST_TIME_SCALE: factor, MILEPOST_TIME_EPOCH: epoch } = environment;
  if (factor === undefined || factor === '1') return realTimeScale;
  if (epoch !== undefined) return timeScale(Number(factor), Number(epoch));
  throw new Error(
    `MILEPOST_TIME_SCALE lets time run ${factor} times as fast, but since when is not known; ` +
      'set MILEPOST_TIME_EPOCH to the milliseconds that the machines were compiled with',
  );
}

/** Resolves after a time (ms). */
export type Pause = (millis: number) => Promise<unknown>;

export const pause: Pause = (millis) => wait(millis);
