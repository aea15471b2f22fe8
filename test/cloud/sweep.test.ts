// Ends of which Step Functions tells nothing, and what the daily sweep makes of them.

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, inject, test } from 'vitest';
import { runId } from '../../functions/events/start-runs.ts';
import type { SweptRuns } from '../../functions/sweep-runs.ts';
import { names } from '../../lib/infra/names.ts';
import { aRun } from '../contracts/examples.ts';
import { eventually, openStage } from './stage.ts';

const DAY = 86_400_000;

/** The emulator tells nothing of the executions of customers who are called so (emulator.py). */
const UNHEARD = 'unheard-uma';

describe.skipIf(!inject('cloud'))('the daily sweep', () => {
  async function sweep(): Promise<SweptRuns> {
    const FunctionName = names.function('days', 'sweep-runs');
    const { Payload, FunctionError } = await new LambdaClient(openStage('days').config).send(
      new InvokeCommand({ FunctionName, Payload: '{}' }),
    );
    const answer = Buffer.from(Payload ?? '').toString();
    if (FunctionError) throw new Error(answer);
    return JSON.parse(answer);
  }

  /** Sweeps until a run is over. */
  async function sweepAway(customerId: string, id: string): Promise<SweptRuns> {
    const { swept } = await eventually(
      async () => ({ swept: await sweep(), run: await openStage('days').stores.runs.get(customerId, id) }),
      ({ run }) => run?.status !== 'active',
      20,
    );
    return swept;
  }

  test('closes a run whose end went unheard as one whose end was heard, and no run that goes on', async () => {
    const { put, stores, executions } = openStage('days');
    const endsOf = async (customer: string, journey: string) =>
      (await stores.decisions.of(customer, journey)).filter(({ kind }) => kind === 'end');
    const heard = 'heard-hal';
    await put([
      { type: 'door.opened', customerId: UNHEARD },
      { type: 'door.opened', customerId: heard },
      { type: 'patience.asked', customerId: UNHEARD },
    ]);
    const [told] = await eventually(
      () => endsOf(heard, 'greeter'),
      (ends) => ends.length === 1,
    );
    const runs = await eventually(
      () => stores.runs.of(UNHEARD),
      (all) => all.length === 2,
    );
    const run = runs.find(({ journeyId }) => journeyId === 'greeter') ?? aRun();
    await eventually(
      () => executions('greeter'),
      (all) => all.get(run.id) === 'SUCCEEDED',
    );
    expect(await stores.runs.get(UNHEARD, run.id)).toMatchObject({ status: 'active' });

    expect(await sweepAway(UNHEARD, run.id)).toMatchObject({ complete: true, failures: [] });
    expect(await stores.runs.get(UNHEARD, run.id)).toMatchObject({ status: 'completed' });
    const { outcome, reason } = told ?? {};
    expect(await endsOf(UNHEARD, 'greeter')).toMatchObject([{ runId: run.id, outcome, reason }]);
    const patients = await stores.runs.of(UNHEARD);
    expect(patients.filter(({ status }) => status === 'active').map(({ journeyId }) => journeyId)).toEqual([
      'patient',
    ]);
  });

  test('ends a run that was claimed long ago and never started', async () => {
    const customerId = 'never-nils';
    const id = runId('greeter', customerId, 'lost');
    const { now, stores } = openStage('days');
    const claimedAt = Math.floor(now()) - 15 * DAY;
    await stores.runs.claim(aRun({ id, customerId, journeyId: 'greeter', claimedAt }), 0);
    expect(await sweepAway(customerId, id)).toMatchObject({ complete: true, failures: [] });
    expect(await stores.runs.get(customerId, id)).toMatchObject({ status: 'failed', outcome: 'NoExecution' });
    expect(await stores.runs.enrolment(customerId, 'greeter', '')).toMatchObject({ lastStatus: 'failed' });
  });
});
