// Hop 5, `emit`: puts a new behaviour event of this customer on the bus, with an id that repeats with the step.

import type { Catalog } from '../lib/journey/catalog.ts';
import type { Ports, Run } from '../lib/ports.ts';
import { lambda } from './middleware/lambda.ts';
import { type DecidePorts, decideStep } from './steps/decide.ts';
import { StepInputSchema } from './steps/input.ts';

type EmitPorts = DecidePorts & Pick<Ports, 'bus' | 'waits'>;

export function emitEvent(ports: EmitPorts, catalog: () => Catalog) {
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
          depth: (await depthOfCause(ports, run)) + 1,
        },
      ]);
    }
    return decision.outcome;
  });
}

/** How many journeys led to where the run is: to the event that started it, or to the one that woke it last. */
async function depthOfCause({ waits, timeline }: EmitPorts, run: Run): Promise<number> {
  const last = (await waits.satisfied(run.customerId, run.id)).at(-1);
  const event = last && (await timeline.get(run.customerId, last.eventId));
  return Math.max(run.depth, event?.depth ?? 0);
}
