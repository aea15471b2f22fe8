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
  const stage = openStage('days');
  const { put, stores, executions } = stage;

  async function sweep(): Promise<SweptRuns> {
    const FunctionName = names.function('days', 'sweep-runs');
    const { Payload, FunctionError } = await new LambdaClient(stage.config).send(
      new InvokeCommand({ FunctionName, Payload: '{}' }),
    );
    const answer = Buffer.from(Payload ?? '').toString();
    if (FunctionError) throw new Error(answer);
    return JSON.parse(answer);
  }

  const endsOf = async (customer: string, journey: string) =>
    (await stores.decisions.of(customer, journey)).filter(({ kind }) => kind === 'end');

  test('closes a run whose end went unheard as one whose end was heard, and no run that goes on', async () => {
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
    const [run] = await eventually(
      async () => (await stores.runs.of(UNHEARD)).filter(({ journeyId }) => journeyId === 'greeter'),
      (runs) => runs.length === 1,
    );
    await eventually(
      () => executions('greeter'),
      (all) => all.get(run?.id ?? '') === 'SUCCEEDED',
    );
    expect(await stores.runs.get(UNHEARD, run?.id ?? '')).toMatchObject({ status: 'active' });

    const swept = await eventually(sweep, ({ closed }) => closed > 0, 20);
    expect(swept).toMatchObject({ complete: true, failures: [] });
    expect(await stores.runs.get(UNHEARD, run?.id ?? '')).toMatchObject({ status: 'completed' });
    const { outcome, reason } = told ?? {};
    expect(await endsOf(UNHEARD, 'greeter')).toMatchObject([{ runId: run?.id, outcome, reason }]);
    const patients = await stores.runs.of(UNHEARD);
    expect(patients.filter(({ status }) => status === 'active').map(({ journeyId }) => journeyId)).toEqual([
      'patient',
    ]);
  });

  test('ends a run that was claimed long ago and never started', async () => {
    const customerId = 'never-nils';
    const id = runId('greeter', customerId, 'lost');
    const claimedAt = Math.floor(stage.now()) - 15 * DAY;
    await stores.runs.claim(aRun({ id, customerId, journeyId: 'greeter', claimedAt }), 0);
    await eventually(sweep, ({ withoutExecution }) => withoutExecution > 0, 20);
    expect(await stores.runs.get(customerId, id)).toMatchObject({ status: 'failed', outcome: 'NoExecution' });
    expect(await stores.runs.enrolment(customerId, 'greeter', '')).toMatchObject({ lastStatus: 'failed' });
  });
});
