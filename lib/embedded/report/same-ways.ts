// Which ways the runs of a replay went through their machines, for `milepost cost`: read from the decisions that were
// kept, and from how many states each execution entered.

import { isObject, type JsonObject } from '../../customer/json.ts';
import type { Catalog } from '../../journey/catalog.ts';
import type { MachineDefinition } from '../../journey/compile/asl.ts';
import type { JourneyRuns, MessageCount, SameWay } from '../../journey/cost/frequencies.ts';
import { type Choose, WAITING_TRANSITIONS, walk } from '../../journey/cost/walk.ts';
import { POSTPONED } from '../../journey/steps/message.ts';
import type { DecisionRecord, Message, Run } from '../../ports.ts';
import type { Executions } from '../engine/executions.ts';
import type { Stores } from '../stores/index.ts';

type Sources = {
  runs: Iterable<Run>;
  stores: Pick<Stores, 'decisions' | 'messages'>;
  executions: Pick<Executions, 'transitionsOf'>;
  catalog: Catalog;
};

/** By journey; of each, only runs of the version in the catalog, and none of the holdout. */
export async function countSameWays(sources: Sources): Promise<Record<string, JourneyRuns>> {
  const { runs, stores, executions, catalog } = sources;
  const messages = Map.groupBy(messagesOf(stores), ({ runId }) => runId);
  const counted = new Map([...catalog.journeys].map(([id]) => [id, new Map<string, SameWay>()]));
  for (const run of runs) {
    const deployed = catalog.journeys.get(run.journeyId);
    const ways = counted.get(run.journeyId);
    if (!deployed || !ways || run.version !== deployed.version || run.status === 'heldOut') continue;
    const decisions = await stores.decisions.of(run.customerId, run.journeyId);
    const own = decisions.filter(({ runId }) => runId === run.id);
    const transitions = executions.transitionsOf(run.id);
    const one = wayOf(deployed.machine, run, own, transitions, messages.get(run.id) ?? []);
    const key = JSON.stringify([one.ways, one.transitions, one.waits, one.end, one.outcome]);
    const known = ways.get(key);
    ways.set(key, known ? together(known, one) : one);
  }
  const journeys = [...catalog.journeys].map(([id, { version }]): [string, JourneyRuns] => {
    const ways = [...(counted.get(id)?.values() ?? [])];
    return [id, { version, ways: ways.sort((a, b) => b.runs - a.runs) }];
  });
  return Object.fromEntries(journeys);
}

function* messagesOf({ messages }: Pick<Stores, 'messages'>): Generator<Message> {
  for (const { message } of messages.all()) yield message;
}

function wayOf(
  machine: MachineDefinition,
  run: Run,
  decisions: readonly DecisionRecord[],
  transitions: number,
  messages: readonly Message[],
): SameWay {
  const waits = decisions.filter(({ outcome }) => outcome === POSTPONED).length;
  const visits = walk(machine, asDecided(run, decisions), transitions - WAITING_TRANSITIONS * waits);
  return {
    runs: 1,
    ways: visits.flatMap(({ way }) => (way === undefined ? [] : [way])),
    transitions,
    waits,
    end: endOf(run, decisions),
    outcome: run.status === 'exited' ? run.outcome : null,
    converted: run.convertedAt === null ? 0 : 1,
    messages: messages.reduce<MessageCount[]>(
      (counts, message) => countMessage(counts, countOf(message)),
      [],
    ),
  };
}

function endOf(run: Run, decisions: readonly DecisionRecord[]): SameWay['end'] {
  if (run.status === 'completed') return 'last step';
  if (run.status !== 'exited') return run.status === 'failed' ? 'failed' : 'active';
  // An event that ends a run is kept with its decision.
  const end = decisions.find(({ kind }) => kind === 'end');
  return end && isObject(end.detail) && 'eventId' in end.detail ? 'event' : 'exit step';
}

/** The ways as they were decided: the first time at a crossing by the first decision of its step, and so on. */
function asDecided({ splits }: Run, decisions: readonly DecisionRecord[]): Choose {
  const bySteps = Map.groupBy(
    decisions.filter(({ kind }) => kind === 'step'),
    ({ stepId }) => stepId,
  );
  const times = new Map<string, number>();
  return ({ step, ways }) => {
    const time = times.get(step) ?? 0;
    times.set(step, time + 1);
    const branch = splits[step];
    if (branch !== undefined) return ways.indexOf(branch);
    const ofStep = bySteps.get(step) ?? [];
    const answer = ofStep.flatMap(answerOf)[time];
    if (answer) return numberOf(answer, ways.length);
    return wokenOrNot(ofStep, time);
  };
}

/** What a branch, or a repeat's `until`, told its machine. */
function answerOf({ outcome }: DecisionRecord): JsonObject[] {
  if (!outcome.startsWith('{')) return [];
  const answer: unknown = JSON.parse(outcome);
  return isObject(answer) && ('case' in answer || 'met' in answer) ? [answer] : [];
}

function numberOf(answer: JsonObject, count: number): number {
  if ('met' in answer) return answer.met === true ? 0 : 1;
  const taken = Number(answer.case);
  return taken < 0 ? count - 1 : taken;
}

/** A wait that went on without having been woken ran out of time. */
function wokenOrNot(decisions: readonly DecisionRecord[], time: number): number | undefined {
  const listening = decisions.filter(({ outcome }) => LISTENING.has(outcome));
  const visit = [...new Set(listening.map((one) => one.visit))][time];
  if (visit === undefined) return undefined;
  return listening.some((one) => one.visit === visit && one.outcome === 'woken') ? 0 : 1;
}

const LISTENING = new Set(['waits', 'woken', 'timed out']);

function countOf({ stepId: step, channel, status }: Message): MessageCount {
  const held = status === 'held' ? 1 : 0;
  return { step, channel, sent: 1 - held, held };
}

function countMessage(counts: MessageCount[], one: MessageCount): MessageCount[] {
  const known = counts.find(({ step, channel }) => step === one.step && channel === one.channel);
  if (!known) return [...counts, one];
  const sum = { ...known, sent: known.sent + one.sent, held: known.held + one.held };
  return counts.map((count) => (count === known ? sum : count));
}

function together(a: SameWay, b: SameWay): SameWay {
  return {
    ...a,
    runs: a.runs + b.runs,
    converted: a.converted + b.converted,
    messages: b.messages.reduce(countMessage, a.messages),
  };
}
