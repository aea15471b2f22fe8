// How long it takes to read, check and compile a journey of fifty steps.

import { measure } from 'mitata';
import { compileJourney } from '../../lib/journey/compile/compile.ts';
import { JourneySchema } from '../../lib/journey/journey.ts';
import { walkSteps } from '../../lib/journey/step-ids.ts';
import { type Part, round } from '../part.ts';

/** Ten times five steps, a step of a branch included. */
const STEPS = 50;
const journey = JSON.stringify({
  id: 'fifty-steps',
  trigger: { type: 'event', event: 'order.placed' },
  steps: Array.from({ length: STEPS / 5 }, () => [
    { type: 'message', channel: ['sms', 'email'], template: 'bench/hello' },
    { type: 'wait', for: 'P3D', at: '10:00' },
    { type: 'waitFor', event: 'order.placed', timeout: 'P7D' },
    {
      type: 'branch',
      cases: [
        {
          when: {
            all: [
              { attribute: 'tier', eq: 'gold' },
              { event: 'order.placed', within: 'P30D' },
            ],
          },
          steps: [{ type: 'update', set: { loyal: true } }],
        },
      ],
    },
  ]).flat(),
});
const templates = new Map([['bench/hello', 'hash']]);

export const compile: Part = {
  about: 'compile time of a journey of 50 steps',
  async run() {
    const parsed = JourneySchema.parse(JSON.parse(journey));
    const count = [...walkSteps(parsed.steps)].length;
    if (count !== STEPS) throw new Error(`the journey has ${count} steps`);
    const parsing = await measure(() => JourneySchema.parse(JSON.parse(journey)));
    const compiling = await measure(() => compileJourney(parsed, templates));
    const [read, compiled] = [parsing.p50 / 1e6, compiling.p50 / 1e6];
    return {
      rows: [
        {
          what: `a journey of ${STEPS} steps`,
          figure: `${round(read + compiled)} ms`,
          remark: `${round(read)} to read it by its schema, ${round(compiled)} to compile it (medians)`,
        },
      ],
      json: { steps: STEPS, readMs: read, compileMs: compiled },
    };
  },
};
