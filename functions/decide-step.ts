// Hop 5: decides branches, planned waits, deadlines and `until`. May read; changes nothing but the log of decisions.

import type { Catalog } from '../lib/journey/catalog.ts';
import { lambda } from './middleware/lambda.ts';
import { type DecidePorts, decideStep } from './steps/decide.ts';
import { StepInputSchema } from './steps/input.ts';

export function decideSteps(ports: DecidePorts, catalog: () => Catalog) {
  return lambda(StepInputSchema, async (input) => {
    const { decision } = await decideStep('decide-step', ports, catalog(), input);
    return decision.outcome;
  });
}
