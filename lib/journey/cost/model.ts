// The work that a run of one journey makes: at its entry, in each state of its machine, and at its end.

import { isObject } from '../../customer/json.ts';
import { type ChannelName, channelNames } from '../channels/index.ts';
import type { MachineDefinition, TaskState } from '../compile/asl.ts';
import { functionNames, substitution } from '../compile/substitutions.ts';
import {
  combineNeeds,
  conditionNeeds,
  type Needs,
  nothingNeeded,
  referenceNeeds,
} from '../condition/needs.ts';
import type { Journey } from '../journey.ts';
import { isCounted, isFrequencyAsked } from '../sending/caps.ts';
import type { SendingRules } from '../sending/sending-rules.ts';
import { nameSteps } from '../step-ids.ts';
import { definitionOf } from '../steps/index.ts';
import { MessageSchema } from '../steps/message.ts';
import type { Step } from '../steps/step.ts';
import { add, noWork, pieces, times, type Work } from './work.ts';

/** What became of a message: nothing was sent, or it went out on a channel. */
export type Fate = 'held' | ChannelName;

/** Where a run stands as it enters a state. */
export type Situation = {
  /** The way that it takes out of the state, where it decides. */
  way?: number | undefined;
  /** Whether an event has woken the run before. */
  matched: boolean;
};

export type Model = {
  journey: Journey;
  machine: MachineDefinition;
  /** The event that starts a run, and the start. */
  entry: Work;
  /** The step that a state belongs to, if it sends a message. */
  messageOf(state: string): { step: string; fates: Fate[] } | undefined;
  /** What a message makes of work, by what becomes of it: its state's transition included. */
  message(state: string, fate: Fate, situation: Situation): Work;
  /** What a message of marketing, by one channel, makes for each time that it waits: beside what it makes in the end. */
  waiting: Work;
  /** What any other state makes. */
  at(state: string, situation: Situation): Work;
  /** Whether a state waits for an event. */
  isWaitFor(state: string): boolean;
};

/** `templates` says what each template needs, by its name; `sending` which caps and quiet hours are kept. */
export function modelOf(
  journey: Journey,
  machine: MachineDefinition,
  templates: ReadonlyMap<string, Needs>,
  sending: SendingRules | null = null,
): Model {
  const steps = new Map([...nameSteps(journey.steps)].map(([step, name]) => [name, step]));
  const stepOf = (state: string) => steps.get(state.replace(/ \([a-z]+\)$/, ''));
  const messageJob = isFrequencyAsked(sending) ? add(pieces.messageJob, pieces.frequency) : pieces.messageJob;
  const messageStep = (state: string) => {
    const step = stepOf(state);
    return step?.type === 'message' && machine.States[state]?.Type === 'Task'
      ? MessageSchema.parse(step)
      : undefined;
  };
  return {
    journey,
    machine,
    entry: entryOf(journey),
    messageOf(state) {
      const step = messageStep(state);
      return step && { step: state, fates: ['held', ...channelsOf(step.channel)] };
    },
    message(state, fate, { matched }) {
      const step = messageStep(state);
      if (!step) throw new Error(`state "${state}" of ${journey.id} sends no message`);
      const channels = channelsOf(step.channel);
      const job = add(
        messageJob,
        readsOf(templates.get(step.template) ?? nothingNeeded),
        times(pieces.address, channels.length),
        step.purpose === 'marketing' ? pieces.marketingJob : noWork,
      );
      const [first] = channels;
      const jobs = times(job, fate === 'held' || fate === first ? 1 : 2);
      const isCapped = fate !== 'held' && sending !== null && isCounted(sending, step.purpose, fate);
      const claimed = isCapped ? add(pieces.sending, pieces.capped) : pieces.sending;
      const rated = step.purpose === 'marketing' ? pieces.rated : noWork;
      const outcome = fate === 'held' ? pieces.holding : add(claimed, sendsBy(fate), rated);
      const event = fate !== 'held' && matched ? pieces.matchedEvent : noWork;
      return add(entered, jobs, outcome, event);
    },
    waiting: add(messageJob, pieces.address, pieces.marketingJob, pieces.waiting),
    at(state, situation) {
      const definition = machine.States[state];
      if (definition?.Type !== 'Task') return entered;
      return add(entered, taskOf(definition, stepOf(state), situation));
    },
    isWaitFor: (state) => machine.States[state]?.Type === 'Task' && stepOf(state)?.type === 'waitFor',
  };
}

const entered: Work = { ...noWork, transitions: 1 };

function sendsBy(channel: ChannelName): Work {
  const counts = {
    email: { emails: 1 },
    sms: { texts: 1 },
    push: { pushes: 1 },
    inbox: { calls: { 'inboxes.put': 1 } },
  };
  return { ...noWork, ...counts[channel] };
}

function channelsOf(channel: 'preferred' | ChannelName | readonly ChannelName[]): readonly ChannelName[] {
  return channel === 'preferred' ? channelNames : [channel].flat();
}

function entryOf({ trigger, audience, exit, goal }: Journey): Work {
  const where = trigger.type === 'event' ? referenceNeeds(trigger.where ?? {}) : nothingNeeded;
  const needs = combineNeeds([where, audience ? conditionNeeds(audience) : nothingNeeded]);
  const facts: Work = needs.events.size > 0 ? { ...noWork, calls: { 'timeline.read': 1 } } : noWork;
  return add(pieces.event, pieces.entry, facts, exit || goal ? pieces.lookAhead : noWork);
}

/** What is read beside the run and the profile. */
function readsOf(needs: Needs): Work {
  return {
    ...noWork,
    calls: {
      ...(needs.events.size > 0 && { 'timeline.read': 1 }),
      ...(needs.fates && { 'messages.fates': 1 }),
      ...(needs.webhooks && { 'calls.answers': 1 }),
    },
  };
}

function taskOf({ Resource, Arguments }: TaskState, step: Step | undefined, situation: Situation): Work {
  if (!step) return noWork;
  const needs = definitionOf(step).needs?.(step) ?? nothingNeeded;
  const decision = add(pieces.decision, readsOf(needs));
  if (Resource.includes(':sqs:')) return add(decision, pieces.webhook);
  if (Resource.endsWith('.waitForTaskToken')) return waitOf(step, situation);
  const name = isObject(Arguments) ? Arguments.FunctionName : undefined;
  if (name === substitution(functionNames.updateProfile)) return add(decision, pieces.update);
  if (name === substitution(functionNames.emitEvent)) {
    const cause = situation.matched ? pieces.matchedEvent : noWork;
    // The event by which a journey starts is counted with the run that it starts.
    return add(decision, pieces.emission, cause, step.type === 'start' ? noWork : pieces.event);
  }
  return decision;
}

/** Way 0 is the event, way 1 the time-out. */
function waitOf(step: Step, { way }: Situation): Work {
  const patterns = definitionOf(step).listensTo?.(step) ?? [];
  const reads = readsOf(combineNeeds(patterns.map(({ pattern }) => referenceNeeds(pattern.where ?? {}))));
  return add(pieces.listening, reads, way === 0 ? add(pieces.waking, reads) : noWork);
}
