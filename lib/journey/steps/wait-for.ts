// `waitFor`: wait for behaviour until a deadline. The waiter is registered first, then the timeline is read from the
// run's cursor, so that an event that came before the registration is not lost.

import * as z from 'zod';
import { comparePositions, type TimelineEvent } from '../../customer/event.ts';
import { formatInstant } from '../../customer/time.ts';
import { addDuration, DurationSchema, exactMillis, isCalendarDuration } from '../calendar/duration.ts';
import type { State } from '../compile/asl.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { callBack, callFunction, retryAllBut, signals } from '../compile/task.ts';
import { cursorAt, entryAt, expression, reachedAt } from '../compile/variables.ts';
import { type EventPattern, EventPatternFields, matches } from '../where.ts';
import { type StepFacts, stepZone } from './facts.ts';
import { commonFields, type StepDefinition, StepListSchema } from './step.ts';

export const WaitForSchema = z
  .strictObject({
    type: z.literal('waitFor'),
    ...commonFields,
    event: EventPatternFields.event.describe('The event to wait for.').optional(),
    where: EventPatternFields.where,
    any: z
      .array(z.strictObject(EventPatternFields))
      .min(1)
      .describe('Several events, of which the first to come counts.')
      .optional(),
    timeout: DurationSchema.describe('How long to wait at most, such as P5D.'),
    from: z
      .enum(['here', 'entry'])
      .describe('Where the time-out counts from: this step (default) or the entry.')
      .default('here'),
    since: z
      .literal('entry')
      .describe('"entry": an event since the entry counts, though steps have gone past it.')
      .optional(),
    // biome-ignore lint/suspicious/noThenProperty: `then` is a field of the language.
    then: StepListSchema.describe('The steps when the event came.').optional(),
    else: StepListSchema.describe('The steps when it did not.').optional(),
  })
  .refine((step) => (step.event === undefined) !== (step.any === undefined), {
    error: 'takes either event or any (a list of several)',
  })
  .refine((step) => step.where === undefined || step.event !== undefined, {
    error: 'where belongs to event; with any, write it inside each',
    path: ['where'],
  });

export type WaitFor = z.infer<typeof WaitForSchema>;

export const waitFor: StepDefinition<WaitFor> = {
  schema: WaitForSchema,

  compile(step, context, next) {
    const name = context.id(step);
    const planName = `${name} (deadline)`;
    const planned = isCalendarDuration(step.timeout);
    const deadline = planned ? '$states.input.deadline' : exactDeadline(step);
    const onTimeout = context.steps(step.else ?? [], next) ?? context.done();
    const onEvent = context.steps(step.then ?? [], next);
    // The registered waiter needs what to wait for, not the steps that follow.
    const { then: _then, else: _else, ...listening } = step;
    const kept = keptStep(listening, name);
    const wait: State = {
      Comment: context.comment(step),
      ...callBack('waitForEvent', {
        run: context.run,
        step: kept,
        deadline: expression(deadline),
        cursor: context.cursor,
      }),
      TimeoutSeconds: timeoutSeconds(step, planned, deadline),
      Assign: { cursor: '{% $states.result.cursor %}', event: '{% $states.result.event %}' },
      Retry: retryAllBut('States.Timeout', signals.timedOut),
      Catch: [
        {
          ErrorEquals: ['States.Timeout', signals.timedOut],
          Assign: { cursor: cursorAt(deadline) },
          Output: {},
          Next: onTimeout,
        },
      ],
      ...goOn(onEvent),
    };
    context.add(name, wait, {
      step: name,
      ways: [eventNames(step), `no ${eventNames(step)} ${within(step)}`],
    });
    if (!planned) return name;
    context.add(planName, {
      Comment: `When ${step.timeout} are over, by the customer's calendar`,
      ...callFunction('decideStep', {
        run: context.run,
        step: kept,
        reachedAt: expression(reachedAt),
        cursor: context.cursor,
      }),
      Next: name,
    });
    return planName;
  },

  /** The deadline of a time-out of months or years, in the customer's zone. */
  decide(step, facts) {
    const from = step.from === 'entry' ? facts.entry.at : facts.reachedAt;
    const deadline = addDuration(from, step.timeout, stepZone(undefined, facts.profile, facts.journeyZone));
    return {
      outcome: { deadline },
      reason: `waits for ${eventNames(step)} until ${formatInstant(deadline)}`,
      effects: [],
    };
  },

  nested: (step) => [
    ...(step.then ? [{ path: ['then'], steps: step.then }] : []),
    ...(step.else ? [{ path: ['else'], steps: step.else }] : []),
  ],

  listensTo: (step) =>
    step.any
      ? step.any.map((pattern, i) => ({ path: ['any', i], pattern }))
      : patternsOf(step).map((pattern) => ({ path: [], pattern })),

  describe: (step) =>
    `Wait for ${eventNames(step)}, at most ${step.timeout}${step.from === 'entry' ? ' from entry' : ''}`,
};

/** The events that a step listens to. */
export function patternsOf(step: Pick<WaitFor, 'event' | 'where' | 'any'>): EventPattern[] {
  return step.any ?? (step.event === undefined ? [] : [{ event: step.event, where: step.where }]);
}

/** The first event of a timeline that satisfies the wait: after the cursor (or entry), before the deadline, used by no other wait. */
export function firstMatch(
  step: WaitFor,
  timeline: readonly TimelineEvent[],
  deadline: number,
  facts: Pick<StepFacts, 'cursor' | 'entry' | 'satisfied' | 'refs' | 'now' | 'zone'>,
): TimelineEvent | undefined {
  const from = step.since === 'entry' ? facts.entry : facts.cursor;
  const patterns = patternsOf(step);
  return timeline.find(
    (event) =>
      comparePositions(event, from) > 0 &&
      event.at < deadline &&
      !facts.satisfied.has(event.id) &&
      patterns.some((pattern) => matches(pattern, event, { ...facts, now: event.at })),
  );
}

function eventNames(step: WaitFor): string {
  return patternsOf(step)
    .map((pattern) => pattern.event)
    .join(' or ');
}

function within(step: WaitFor): string {
  return `within ${step.timeout}${step.from === 'entry' ? ' of entry' : ''}`;
}

function exactDeadline(step: WaitFor): string {
  return `(${step.from === 'entry' ? entryAt : reachedAt} + ${exactMillis(step.timeout)})`;
}

/** Step Functions takes whole seconds, at least one; the handler itself answers a deadline that has passed. */
function timeoutSeconds(step: WaitFor, planned: boolean, deadline: string): number | string {
  if (!planned && step.from === 'here') return exactMillis(step.timeout) / 1000;
  return expression(`$max([1, $ceil((${deadline} - ${reachedAt}) / 1000)])`);
}
