// Hop 5, `emit`: puts a new behaviour event of this customer on the bus, with an id that repeats with the step.

import type { Catalog } from '../lib/journey/catalog.ts';
import type { Ports } from '../lib/ports.ts';
import { lambda } from './middleware/lambda.ts';
import { type DecidePorts, decideStep } from './steps/decide.ts';
import { StepInputSchema } from './steps/input.ts';

export function emitEvent(ports: DecidePorts & Pick<Ports, 'bus'>, catalog: () => Catalog) {
  return lambda(StepInputSchema, async (input) => {
    const { run, decision, facts } = await decideStep('emit-event', ports, catalog(), input);
    if (run.status !== 'active') return decision.outcome;
    for (const effect of decision.effects) {
      if (effect.type !== 'emit') continue;
      await ports.bus.put([
        {
          id: `${run.id}:${input.step.id}:${input.run.visit}`,
          type: effect.event,
          customerId: run.customerId,
          at: facts.now,
          properties: effect.properties,
          depth: run.depth + 1,
        },
      ]);
    }
    return decision.outcome;
  });
}
