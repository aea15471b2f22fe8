// Whatever journey somebody writes, its machine is sound and runs to an end, for what its ways are said to cost.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costPaths } from '../../../lib/journey/compile/cost.ts';
import { walkSteps } from '../../../lib/journey/step-ids.ts';
import { anyAnswers, anyJourney } from './any-journey.ts';
import { driveAlong } from './by-turns.ts';
import { compiled, printed } from './compiled.ts';
import { drive, outcomeOf, wayOf } from './driven.ts';
import { expectSound, flaws } from './sound.ts';

/** Milliseconds; they take seconds, on a busy machine a few more. */
const PATIENCE = 60_000;

test(
  'any journey compiles to a sound machine, the same each time',
  () => {
    fc.assert(
      fc.property(anyJourney, (journey) => {
        const machine = compiled(journey);
        expectSound(machine);
        expect(printed(compiled(journey))).toBe(printed(machine));
      }),
      { numRuns: 100 },
    );
  },
  PATIENCE,
);

test(
  'asl-validator takes any of them',
  () => {
    fc.assert(
      fc.property(fc.array(anyJourney, { minLength: 30, maxLength: 30 }), (journeys) => {
        expect(flaws(journeys.map((journey) => compiled(journey)))).toBe('');
      }),
      { numRuns: 1 },
    );
  },
  PATIENCE,
);

test(
  'any journey runs to its end, whatever its tasks answer',
  async () => {
    const anyRun = anyJourney.chain((journey) => {
      const machine = compiled(journey);
      const splits = [...walkSteps(journey.steps)].filter(({ step }) => step.type === 'split');
      const part = fc.constantFrom('part 0', 'part 1', 'part 2');
      const buckets = fc.record(Object.fromEntries(splits.map(({ step }) => [step.id, part])));
      return fc.tuple(fc.constant(machine), anyAnswers(machine), buckets);
    });
    await fc.assert(
      fc.asyncProperty(anyRun, async ([machine, answers, buckets]) => {
        const run = await drive(machine, answers, buckets);
        expect(run).toMatchObject({ status: 'SUCCEEDED' });
        for (const state of wayOf(run)) expect(machine.States).toHaveProperty([state]);
      }),
      { numRuns: 100 },
    );
  },
  PATIENCE,
);

test(
  'any of its ways costs what is said',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyJourney, async (journey) => {
        const machine = compiled(journey);
        for (const path of costPaths(machine).paths) {
          const run = await driveAlong(machine, path);
          expect({ ...path, transitions: run.transitions, outcome: outcomeOf(run) }).toEqual(path);
        }
      }),
      { numRuns: 15 },
    );
  },
  PATIENCE,
);
