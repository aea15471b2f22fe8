// Asks a step for its decision, and keeps the decision with its reason.

import type { Catalog } from '../../lib/journey/catalog.ts';
import { nothingNeeded } from '../../lib/journey/condition/needs.ts';
import { TerminalError } from '../../lib/journey/errors.ts';
import type { Decision } from '../../lib/journey/steps/decision.ts';
import type { StepFacts } from '../../lib/journey/steps/facts.ts';
import { definitionOf } from '../../lib/journey/steps/index.ts';
import type { DecisionRecord, Ports, Run } from '../../lib/ports.ts';
import { type FactPorts, factsOfRun } from '../facts.ts';
import { type Performer, requirePerformed } from '../performers.ts';
import type { RunArgument, StepInput } from './input.ts';

export type DecidePorts = FactPorts & Pick<Ports, 'runs' | 'decisions' | 'clock'>;

export type Decided = { run: Run; facts: StepFacts; decision: Decision };

/** The run that a machine speaks of. A machine without an enrolment can never go on. */
export async function runOf(ports: Pick<Ports, 'runs'>, argument: RunArgument): Promise<Run> {
  const run = await ports.runs.get(argument.customerId, argument.id);
  if (!run) throw new TerminalError(`run ${argument.id} of customer ${argument.customerId} is not enrolled`);
  return run;
}

/** Decides on behalf of a function, which is to perform the effects. */
export async function decideStep(
  by: Performer | 'decide-step',
  ports: DecidePorts,
  catalog: Catalog,
  input: StepInput,
): Promise<Decided> {
  const { step } = input;
  const definition = definitionOf(step);
  if (!definition.decide) throw new TerminalError(`a ${step.type} step decides nothing`);
  const run = await runOf(ports, input.run);
  const needs = definition.needs?.(step) ?? nothingNeeded;
  const now = ports.clock.now();
  const facts: StepFacts = {
    ...(await factsOfRun(ports, catalog, run, now, needs)),
    journeyZone: run.journeyZone,
    reachedAt: input.reachedAt ?? now,
    cursor: input.cursor ?? run.entry,
    satisfied: new Set(),
  };
  const decision = definition.decide(step, facts);
  requirePerformed(decision, by);
  await keepDecision(ports, run, step, input.run.visit, now, {
    kind: 'step',
    outcome: JSON.stringify(decision.outcome),
    reason: decision.reason,
    detail: decision.detail ?? null,
  });
  return { run, facts, decision };
}

/** Keeps a decision of a step under run, step, visit and type, so that a repeated one is not told twice. */
export async function keepDecision(
  ports: Pick<Ports, 'decisions'>,
  run: Run,
  step: { id: string; type: string },
  visit: string,
  at: number,
  told: Pick<DecisionRecord, 'kind' | 'outcome' | 'reason' | 'detail'>,
): Promise<void> {
  await ports.decisions.add(`${run.id}:${step.id}:${visit}:${told.kind}:${step.type}`, {
    customerId: run.customerId,
    journeyId: run.journeyId,
    runId: run.id,
    stepId: step.id,
    visit,
    at,
    ...told,
  });
}
