// `message`: decide, render and send one message; the job goes to its first channel's queue with a task token.

import * as z from 'zod';
import { formatInstant } from '../../customer/time.ts';
import { topics } from '../../customer/topics.ts';
import { type ChannelName, channelNames, channels, isChannelName } from '../channels/index.ts';
import type { Catcher } from '../compile/asl.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { enqueue, retryAllBut, signals } from '../compile/task.ts';
import { matchedEvent } from '../compile/variables.ts';
import { dueAt } from '../sending/due.ts';
import { refusalOf } from '../sending/index.ts';
import { isOutOfPatience, patienceOf } from '../sending/patience.ts';
import type { Refusal } from '../sending/rule.ts';
import type { Decision, PassedOver } from './decision.ts';
import type { StepFacts } from './facts.ts';
import { commonFields, type StepDefinition } from './step.ts';

const ChannelSchema = z.enum(channelNames);

export const MessageSchema = z.strictObject({
  type: z.literal('message'),
  ...commonFields,
  channel: z
    .union([
      ChannelSchema,
      z.literal('preferred'),
      z
        .array(ChannelSchema)
        .min(1)
        .refine((list) => new Set(list).size === list.length, 'names a channel twice'),
    ])
    .describe('One channel, a list by preference, or "preferred": the one that the customer prefers.'),
  template: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)+$/,
      'must be <journey>/<message>, a folder in workflows/templates',
    )
    .max(200)
    .describe('The message: <journey>/<message>, a folder in workflows/templates.'),
  purpose: z
    .enum(['marketing', 'transactional'])
    .describe('Marketing needs consent; a transactional message goes without.')
    .default('marketing'),
  topic: z
    .enum(topics)
    .describe('What the message is about: marketing does not go to who has withdrawn from the topic.')
    .optional(),
  holdBack: z
    .enum(['wait', 'drop'])
    .describe('What becomes of a message that must not go out now: it waits, or is dropped.')
    .default('wait'),
  onFailure: z
    .enum(['continue', 'exit'])
    .describe('What follows when the message cannot be sent.')
    .default('continue'),
});

export type Message = z.infer<typeof MessageSchema>;

/** The outcome of a run that a failed message ended. */
export const MESSAGE_FAILED = 'message-failed';

/** How a decision is told by which a message waits, and is to be decided again. */
export const POSTPONED = 'postponed';

export const message: StepDefinition<Message> = {
  schema: MessageSchema,

  compile(step, context, next) {
    const name = context.id(step);
    const heldName = `${name} (held)`;
    const failedName = `${name} (failed)`;
    const catchers: Catcher[] = [
      { ErrorEquals: [signals.held], Output: '{% $states.errorOutput.Cause %}', Next: heldName },
    ];
    if (step.onFailure === 'exit') {
      catchers.push({ ErrorEquals: [signals.messageFailed], Next: failedName });
      const Comment = 'The end, since the message could not be sent';
      context.add(failedName, { Type: 'Succeed', Comment, Output: { exited: MESSAGE_FAILED } });
    }
    context.add(heldName, {
      Type: 'Wait',
      Comment: 'Held back until this moment, then decided again',
      Timestamp: '{% $states.input %}',
      Next: name,
    });
    context.add(name, {
      Comment: context.comment(step),
      ...enqueue(context.queueUrl(channelOrder(step, undefined)[0]), {
        run: context.run,
        journey: context.journey,
        step: keptStep(step, name),
        templateHash: context.templateHash(step.template),
        event: matchedEvent,
      }),
      Retry: retryAllBut(signals.held, signals.messageFailed),
      Catch: catchers,
      ...goOn(next),
    });
    return name;
  },

  decide(step, facts) {
    const refused: Refused[] = [];
    for (const channel of channelOrder(step, facts.profile.attributes.preferredChannel)) {
      const address = channels[channel].address(facts.profile);
      const refusal = refusalOf({ ...step, channel, address }, facts);
      if (!refusal && address !== undefined) return send(step, channel, address, refused.map(toPassedOver));
      refused.push({ channel, address, refusal: refusal ?? { reason: 'no-address' } });
    }
    return later(step, refused, facts) ?? hold(refused.map(toPassedOver));
  },

  describe: (step) => `Send ${step.template} by ${[step.channel].flat().join(', else ')}`,
};

function send(step: Message, channel: ChannelName, address: string, passedOver: PassedOver[]): Decision {
  const reason = step.purpose === 'transactional' ? 'transactional' : 'consent';
  return {
    outcome: { status: 'sent', channel },
    reason,
    effects: [{ type: 'send', channel, address, passedOver }],
  };
}

/** A channel by which the message must not go out, or not now. */
type Refused = { channel: ChannelName; address: string | undefined; refusal: Refusal };

function toPassedOver({ channel, refusal: { reason } }: Refused): PassedOver {
  return { channel, reason };
}

/** It waits for the channel that is first allowed again; undefined where it is not to wait, or for none. */
function later(step: Message, refused: readonly Refused[], facts: StepFacts): Decision | undefined {
  const awaited = refused
    .flatMap((one) => (one.refusal.until === undefined ? [] : [{ ...one, until: one.refusal.until }]))
    .sort((a, b) => a.until - b.until);
  const [next] = awaited;
  if (step.holdBack === 'drop' || !next) return undefined;
  const { channel, address, refusal } = next;
  const until = dueAt(refusal, { ...step, channel, address }, facts);
  if (isOutOfPatience(until, facts)) {
    return hold(
      refused.map((one) => {
        const { channel, reason } = toPassedOver(one);
        return { channel, reason: one.refusal.until === undefined ? reason : tooLong(reason, facts) };
      }),
    );
  }
  return {
    outcome: { status: POSTPONED, until: formatInstant(until) },
    reason: refusal.reason,
    effects: [
      {
        type: 'postpone',
        channels: awaited.map((one) => one.channel),
        until,
        passedOver: refused.map(toPassedOver),
      },
    ],
  };
}

function tooLong(reason: string, facts: StepFacts): string {
  return `${reason}, for longer than ${patienceOf(facts)}`;
}

function hold(passedOver: PassedOver[]): Decision {
  const [first] = passedOver;
  const reason = first?.reason ?? 'no-channel';
  return {
    outcome: { status: 'held', reason },
    reason,
    effects: [{ type: 'hold', channel: first?.channel ?? channelNames[0], passedOver }],
  };
}

/** The channels to try, first to last; `preferred` begins with the customer's own choice, then the registry's order. */
export function channelOrder(step: Message, preferred: unknown): [ChannelName, ...ChannelName[]] {
  if (step.channel !== 'preferred') {
    const [first, ...rest] = [step.channel].flat();
    return first === undefined ? channelNames : [first, ...rest];
  }
  if (!isChannelName(preferred)) return channelNames;
  return [preferred, ...channelNames.filter((name) => name !== preferred)];
}
