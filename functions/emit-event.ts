// Hop 5, `emit` and `start`: puts an event of this customer on the bus, with an id that repeats with the step. It is one
// link deeper than the event that started the run, or woke it last.

import type { Catalog } from '../lib/journey/catalog.ts';
import { START_EVENT, startProperties } from '../lib/journey/triggers/start-event.ts';
import type { Ports, Run } from '../lib/ports.ts';
import { lambda } from './middleware/lambda.ts';
import { type DecidePorts, decideStep, keepDecision } from './steps/decide.ts';
import { depthOfCause } from './steps/depth.ts';
import { type StepInput, StepInputSchema } from './steps/input.ts';

type EmitPorts = DecidePorts & Pick<Ports, 'bus' | 'waits'>;

export function emitEvent(ports: EmitPorts, catalog: () => Catalog) {
  return lambda(StepInputSchema, async (input) => {
    const { run, decision, facts } = await decideStep('emit-event', ports, catalog(), input);
    if (run.status !== 'active') return decision.outcome;
    const event = {
      id: `${run.id}:${input.step.id}:${input.run.visit}`,
      customerId: run.customerId,
      at: facts.now,
      depth: (await depthOfCause(ports, run)) + 1,
    };
    for (const effect of decision.effects) {
      if (effect.type === 'emit') {
        await ports.bus.put([{ ...event, type: effect.event, properties: effect.properties }]);
      }
      if (effect.type === 'start') {
        if (!catalog().journeys.has(effect.journey)) await tellMissing(ports, run, input, effect.journey);
        const starter = { runId: run.id, journeyId: run.journeyId, stepId: input.step.id };
        const properties = startProperties(effect.trigger, effect.journey, starter);
        await ports.bus.put([{ ...event, type: START_EVENT, properties }]);
      }
    }
    return decision.outcome;
  });
}

/** A journey that was there when this one was deployed may be gone by now: then nothing else would tell. */
async function tellMissing(ports: EmitPorts, run: Run, input: StepInput, journeyId: string): Promise<void> {
  const reason = `there is no journey ${journeyId} any more, so nothing starts`;
  await keepDecision(ports, run, { id: input.step.id, type: 'missing' }, input.run.visit, ports.clock.now(), {
    kind: 'step',
    outcome: 'missing',
    reason,
    detail: { journey: journeyId },
  });
}
