// `message`: decide, render and send one message; the job goes to its first channel's queue with a task token.

import * as z from 'zod';
import { type ChannelName, channelNames, channels, isChannelName } from '../channels/index.ts';
import type { Catcher } from '../compile/asl.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { enqueue, retryAllBut, signals } from '../compile/task.ts';
import { matchedEvent } from '../compile/variables.ts';
import { refusalOf } from '../sending/index.ts';
import type { Decision, PassedOver } from './decision.ts';
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
  topic: z.string().min(1).max(80).describe('What the message is about.').optional(),
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
    const passedOver: PassedOver[] = [];
    const order = channelOrder(step, facts.profile.attributes.preferredChannel);
    for (const channel of order) {
      const address = channels[channel].address(facts.profile);
      const refusal = refusalOf({ ...step, channel, address }, facts);
      if (!refusal && address !== undefined) return send(step, channel, address, passedOver);
      passedOver.push({ channel, reason: refusal?.reason ?? 'no-address' });
    }
    const reason = passedOver[0]?.reason ?? 'no-channel';
    return {
      outcome: { status: 'held', reason },
      reason,
      effects: [{ type: 'hold', channel: order[0], passedOver }],
    };
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

/** The channels to try, first to last; `preferred` begins with the customer's own choice, then the registry's order. */
export function channelOrder(step: Message, preferred: unknown): [ChannelName, ...ChannelName[]] {
  if (step.channel !== 'preferred') {
    const [first, ...rest] = [step.channel].flat();
    return first === undefined ? channelNames : [first, ...rest];
  }
  if (!isChannelName(preferred)) return channelNames;
  return [preferred, ...channelNames.filter((name) => name !== preferred)];
}
