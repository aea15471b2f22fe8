// `wait`: sleep for a time or until a moment. Where a zone or an attribute decides, a function plans the moment first.

import * as z from 'zod';
import { formatInstant, parseInstant, ZoneSchema } from '../../customer/time.ts';
import { DurationSchema, exactMillis, isCalendarDuration, OffsetSchema } from '../calendar/duration.ts';
import { nextMoment } from '../calendar/next-moment.ts';
import { TimeOfDaySchema } from '../calendar/time-of-day.ts';
import { WeekdaySchema } from '../calendar/weekday.ts';
import { isLocal, WrittenMomentSchema } from '../calendar/written-moment.ts';
import { type CompileContext, goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { callFunction } from '../compile/task.ts';
import { cursorAt, expression, reachedAt } from '../compile/variables.ts';
import { readPath } from '../reference.ts';
import { stepZone } from './facts.ts';
import { commonFields, type StepDefinition } from './step.ts';

export const WaitSchema = z
  .strictObject({
    type: z.literal('wait'),
    ...commonFields,
    for: DurationSchema.describe(
      'How long, such as P3D or PT2H; with at or on, in calendar days.',
    ).optional(),
    until: WrittenMomentSchema.describe('A date or date-time; without an offset, local time.').optional(),
    untilDate: z
      .strictObject({ attribute: z.string().min(1), offset: OffsetSchema.optional() })
      .describe('A date that the customer has as an attribute, and an offset such as -P3D.')
      .optional(),
    at: TimeOfDaySchema.describe('Then on to this local time of day, HH:MM.').optional(),
    on: z.array(WeekdaySchema).min(1).describe('Then on to one of these days of the week.').optional(),
    timezone: z
      .union([z.literal('customer'), ZoneSchema])
      .describe('Whose clock counts: "customer" (default), or a time zone such as Europe/Berlin.')
      .default('customer'),
  })
  .refine((wait) => [wait.for, wait.until, wait.untilDate].filter((part) => part !== undefined).length <= 1, {
    error: 'takes only one of for, until and untilDate',
  })
  .refine((wait) => wait.for ?? wait.until ?? wait.untilDate ?? wait.at ?? wait.on, {
    error: 'needs one of for, until, untilDate, at and on',
  });

export type Wait = z.infer<typeof WaitSchema>;

export const wait: StepDefinition<Wait> = {
  schema: WaitSchema,

  compile(step, context, next) {
    const name = context.id(step);
    const Comment = context.comment(step);
    if (isPlanned(step)) return compilePlanned(step, context, next);
    if (step.until !== undefined) {
      // With an offset, as it is here, it is one moment for everyone; Step Functions wants its seconds too.
      const until = wholeSecond(parseInstant(step.until) ?? 0);
      const Assign = { cursor: cursorAt(String(until)) };
      context.add(name, { Type: 'Wait', Comment, Timestamp: formatInstant(until), Assign, ...goOn(next) });
      return name;
    }
    const seconds = exactMillis(step.for ?? '') / 1000;
    const Assign = { cursor: cursorAt(`(${reachedAt} + ${seconds * 1000})`) };
    context.add(name, { Type: 'Wait', Comment, Seconds: seconds, Assign, ...goOn(next) });
    return name;
  },

  decide(step, facts) {
    const zone = stepZone(step.timezone, facts.profile, facts.journeyZone);
    const attribute = step.untilDate && readPath(facts.refs.customer, step.untilDate.attribute);
    const moment = nextMoment(step, { now: facts.reachedAt, zone, attribute });
    if (moment.kind === 'missing') {
      return {
        outcome: { until: formatInstant(facts.reachedAt), cursor: facts.cursor },
        reason: `goes on at once: ${moment.why}`,
        effects: [],
      };
    }
    const at = moment.kind === 'past' ? moment.at : wholeSecond(moment.at);
    const cursor = facts.cursor.at >= at ? facts.cursor : { at, seq: 0 };
    const until = formatInstant(at);
    const reason =
      moment.kind === 'past' ? `goes on at once: ${until} is in the past` : `waits until ${until} (${zone})`;
    return { outcome: { until, cursor }, reason, effects: [] };
  },

  describe(step) {
    const parts = [
      step.for && `for ${step.for}`,
      step.until && `until ${step.until}`,
      step.untilDate && `until ${step.untilDate.attribute} ${step.untilDate.offset ?? ''}`.trimEnd(),
      step.on && `on ${step.on.join(', ')}`,
      step.at && `at ${step.at}`,
    ];
    return `Wait ${parts.filter(Boolean).join(', ')}`;
  },
};

/** Machines sleep in whole seconds: the first that is not before a moment (ms). */
function wholeSecond(at: number): number {
  return Math.ceil(at / 1000) * 1000;
}

/** Whether a zone or an attribute decides, so that the moment is not known before the step is reached. */
function isPlanned(step: Wait): boolean {
  if (step.at !== undefined || step.on !== undefined || step.untilDate !== undefined) return true;
  if (step.until !== undefined) return isLocal(step.until);
  return isCalendarDuration(step.for ?? '');
}

function compilePlanned(step: Wait, context: CompileContext, next: string | undefined): string {
  const name = context.id(step);
  const planName = `${name} (plan)`;
  context.add(name, {
    Type: 'Wait',
    Comment: context.comment(step),
    Timestamp: '{% $states.input.until %}',
    ...goOn(next),
  });
  context.add(planName, {
    Comment: 'When that is for this customer',
    ...callFunction('decideStep', {
      run: context.run,
      step: keptStep(step, name),
      reachedAt: expression(reachedAt),
      cursor: context.cursor,
    }),
    Assign: { cursor: '{% $states.result.Payload.cursor %}' },
    Next: name,
  });
  return planName;
}
