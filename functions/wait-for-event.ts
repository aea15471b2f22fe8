// Hop 5, `waitFor`: registers the waiter, then reads the timeline from the run's cursor, so that an event that came
// before, or comes at this moment, is seen once.

import { formatInstant } from '../lib/customer/time.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { signals } from '../lib/journey/compile/task.ts';
import { combineNeeds, referenceNeeds } from '../lib/journey/condition/needs.ts';
import { TerminalError } from '../lib/journey/errors.ts';
import { firstMatch, patternsOf, type WaitFor } from '../lib/journey/steps/wait-for.ts';
import type { Ports, Run, Wait } from '../lib/ports.ts';
import { type WakePorts, wake, wokenBy } from './events/wake-waits.ts';
import { type FactPorts, factsOfRun } from './facts.ts';
import { lambda } from './middleware/lambda.ts';
import { keepDecision, runOf } from './steps/decide.ts';
import { type KeptStep, type WaitInput, WaitInputSchema } from './steps/input.ts';

type WaitPorts = FactPorts & WakePorts & Pick<Ports, 'runs'>;

export function waitForEvents(ports: WaitPorts, catalog: () => Catalog) {
  return lambda(WaitInputSchema, (input) => listen(ports, catalog(), input));
}

async function listen(ports: WaitPorts, catalog: Catalog, input: WaitInput): Promise<null> {
  const step = asWaitFor(input.step);
  const run = await runOf(ports, input.run);
  if (run.status !== 'active') return null;
  const { wait, satisfiedBy } = await ports.waits.register(waitOf(run, input, step));
  const now = ports.clock.now();
  if (satisfiedBy !== null) {
    const event = await ports.timeline.get(run.customerId, satisfiedBy);
    if (event) await wake(ports, { ...wokenBy(run, wait, event), again: true });
    return null;
  }
  const event = await earlierMatch(ports, catalog, input, step, run, now);
  if (event && (await ports.waits.satisfy(wait, event.id))) {
    await wake(ports, wokenBy(run, wait, event));
  } else if (input.deadline <= now) {
    const reason = `the deadline, ${formatInstant(input.deadline)}, has passed`;
    await tell(ports, run, input, 'timed out', reason);
    await ports.waits.release(wait);
    await ports.runner.fail(input.token, signals.timedOut, reason);
  } else {
    await tell(ports, run, input, 'waits', `waits until ${formatInstant(input.deadline)}`);
  }
  return null;
}

/** Keeps what came of listening, beside what an earlier function decided on the deadline. */
async function tell(
  ports: WaitPorts,
  run: Run,
  input: WaitInput,
  outcome: string,
  reason: string,
): Promise<void> {
  const step = { id: input.step.id, type: 'listening' };
  const told = { kind: 'step' as const, outcome, reason, detail: null };
  await keepDecision(ports, run, step, input.run.visit, ports.clock.now(), told);
}

async function earlierMatch(
  ports: WaitPorts,
  catalog: Catalog,
  input: WaitInput,
  step: WaitFor,
  run: Run,
  now: number,
) {
  const patterns = patternsOf(step);
  const needs = combineNeeds(patterns.map((pattern) => referenceNeeds(pattern.where ?? {})));
  const facts = await factsOfRun(ports, catalog, run, now, needs);
  const after = step.since === 'entry' ? run.entry : input.cursor;
  const timeline = await ports.timeline.read(run.customerId, {
    types: new Set(patterns.map((pattern) => pattern.event)),
    after,
  });
  const used = await ports.waits.satisfied(run.customerId, run.id);
  const satisfied = new Set([run.eventId, ...used.map((one) => one.eventId)]);
  return firstMatch(step, timeline, input.deadline, { ...facts, cursor: input.cursor, satisfied });
}

function waitOf(run: Run, input: WaitInput, step: WaitFor): Wait {
  return {
    customerId: run.customerId,
    runId: run.id,
    stepId: input.step.id,
    visit: input.run.visit,
    token: input.token,
    patterns: patternsOf(step),
    after: step.since === 'entry' ? run.entry : input.cursor,
    cursor: input.cursor,
    deadline: input.deadline,
  };
}

function asWaitFor(step: KeptStep): WaitFor {
  if (step.type === 'waitFor') return step;
  throw new TerminalError(`step "${step.id}" is a ${step.type}, and waits for no event`);
}
