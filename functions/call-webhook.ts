// Hop 5, `webhook`: takes a job from the queue of webhooks, posts, keeps the answer, answers the token. A call that is
// over is never made again; one that a crash cut short is made again with the same body and Idempotency-Key.

import * as z from 'zod';
import { formatInstant } from '../lib/customer/time.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { signals } from '../lib/journey/compile/task.ts';
import { RefusedError, TerminalError } from '../lib/journey/errors.ts';
import type { Ports, Run, WebhookCall } from '../lib/ports.ts';
import { queueConsumer } from './middleware/queue.ts';
import { type DecidePorts, decideStep, keepDecision } from './steps/decide.ts';
import { KeptStepSchema, RunArgumentSchema } from './steps/input.ts';
import { judge, type Verdict } from './webhooks/judge.ts';

const JobSchema = z.strictObject({ run: RunArgumentSchema, step: KeptStepSchema, token: z.string() });

type Job = z.infer<typeof JobSchema>;

type WebhookPorts = DecidePorts & Pick<Ports, 'runner' | 'webhooks'>;

/** After this many attempts a call has failed. */
const MAX_ATTEMPTS = 12;
/** A host that asks for longer than this, from the first attempt on, is not waited for (ms). */
const PATIENCE = 24 * 3_600_000;

export function callWebhooks(ports: WebhookPorts, catalog: () => Catalog) {
  return queueConsumer(JobSchema, async (job) => {
    try {
      await callWebhook(ports, catalog(), job);
    } catch (error) {
      // The run would wait for ever for a call that can never be made; so it fails instead.
      if (!(error instanceof TerminalError)) throw error;
      await ports.runner.fail(job.token, error.name, error.message);
    }
  });
}

async function callWebhook(ports: WebhookPorts, catalog: Catalog, job: Job): Promise<void> {
  const { run, decision, facts } = await decideStep('call-webhook', ports, catalog, {
    run: job.run,
    step: job.step,
  });
  const effect = decision.effects.find((one) => one.type === 'call');
  if (!effect) throw new TerminalError(`step "${job.step.id}" calls no webhook`);
  const { customerId, id: runId, journeyId } = run;
  const whose = { customerId, runId, journeyId, stepId: job.step.id, visit: job.run.visit };
  const begun = await ports.calls.begin({
    ...whose,
    url: effect.url,
    body: effect.body ?? whose,
    at: facts.now,
  });
  if (begun === 'ended') return;
  if (begun.status !== 'calling') return settle(ports, run, job, begun);
  const verdict = await attempt(ports, begun, effect.headers);
  if (verdict.is !== 'again') return settle(ports, run, job, overBy(begun, verdict));
  const { reason, notBefore } = verdict;
  const failure = giveUp(begun, reason, notBefore);
  if (failure !== undefined) return settle(ports, run, job, { ...begun, status: 'failed', reason: failure });
  // The queue comes back with the job after a while, unless the host itself says when.
  if (notBefore === undefined) throw new Error(`${begun.url}: ${reason}`);
  await tell(ports, run, job, 'held', `${reason}; calls again at ${formatInstant(notBefore)}`);
  await ports.runner.fail(job.token, signals.held, formatInstant(notBefore));
}

async function attempt(
  ports: Pick<WebhookPorts, 'webhooks' | 'clock'>,
  { url, body, runId, stepId, visit }: WebhookCall,
  headers: Record<string, string>,
): Promise<Verdict | { is: 'skipped'; reason: string }> {
  try {
    const key = `${runId}:${stepId}:${visit}`;
    const answer = await ports.webhooks.call({ url, headers, body: JSON.stringify(body), key });
    if (answer === 'skipped') return { is: 'skipped', reason: 'not called: nothing leaves this machine' };
    return judge(answer, ports.clock.now());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { is: error instanceof RefusedError ? 'failed' : 'again', reason };
  }
}

function overBy(
  call: WebhookCall,
  verdict: Exclude<Awaited<ReturnType<typeof attempt>>, { is: 'again' }>,
): WebhookCall {
  const answer = verdict.is === 'answered' ? verdict.answer : null;
  return { ...call, status: verdict.is, reason: verdict.reason, answer };
}

/** Why there is no further attempt; undefined if there is one. */
function giveUp(
  { attempts, at }: WebhookCall,
  reason: string,
  notBefore: number | undefined,
): string | undefined {
  if (attempts >= MAX_ATTEMPTS) return `gave up after ${attempts} attempts: ${reason}`;
  if (notBefore === undefined || notBefore <= at + PATIENCE) return undefined;
  return `gave up: ${reason}, and asked to be called again only at ${formatInstant(notBefore)}`;
}

/** Keeps what became of the call, and lets the run go on: also where it failed. */
async function settle(ports: WebhookPorts, run: Run, job: Job, call: WebhookCall): Promise<void> {
  await ports.calls.record(call);
  await tell(ports, run, job, call.status, call.reason);
  await ports.runner.succeed(job.token, { status: call.status, reason: call.reason });
}

/** Keeps what came of calling, beside the decision to call. */
async function tell(
  ports: WebhookPorts,
  run: Run,
  job: Job,
  outcome: WebhookCall['status'] | 'held',
  reason: string,
): Promise<void> {
  const step = { id: job.step.id, type: outcome };
  const told = { kind: 'step' as const, outcome, reason, detail: null };
  await keepDecision(ports, run, step, job.run.visit, ports.clock.now(), told);
}
