// The report of a replay: what became of every run and message, by journey and channel.

import { channelNames } from '../../journey/channels/index.ts';
import type { Run } from '../../ports.ts';
import type { Stores } from '../stores/index.ts';
import type { Cost } from './prices.ts';
import type { WaitCounts } from './waits.ts';

export type SplitCounts = Record<string, Record<string, { entered: number; converted: number }>>;

export type JourneyCounts = {
  /** active + completed + exited + failed; `heldOut` apart. */
  entered: number;
  active: number;
  completed: number;
  exited: number;
  /** Exited runs, by outcome. */
  outcomes: Record<string, number>;
  /** Of those that entered; those of the holdout apart. */
  converted: number;
  heldOut: number;
  heldOutConverted: number;
  failed: number;
  splits: SplitCounts;
};

export type ChannelCounts = {
  sent: number;
  held: number;
  failed: number;
  unknown: number;
  /** Of messages that were not sent, by reason. */
  reasons: Record<string, number>;
};

export type Report = {
  /** Accepted input, registrations by `--first` included. */
  events: number;
  rejected: number;
  customers: number;
  /** When the first and the last event of the input happened; null without any. */
  from: string | null;
  to: string | null;
  journeys: Record<string, JourneyCounts>;
  messages: Record<string, ChannelCounts>;
  /** The messages that waited before they were decided for good; absent where no caps or quiet hours were kept. */
  waits?: Record<string, WaitCounts>;
  /** Messages rendered from their templates and handed to a sender. */
  rendered: number;
  /** State transitions, as Step Functions bills them. */
  transitions: number;
  /** US dollars. */
  cost: Cost;
  /** Wall-clock time of the replay. */
  seconds: number;
};

/** Counts of each journey's runs; journeys that nobody entered are there with zeros. */
export function countJourneys(
  runs: Iterable<Run>,
  journeyIds: Iterable<string>,
): Record<string, JourneyCounts> {
  const counts = new Map<string, JourneyCounts>();
  for (const id of journeyIds) counts.set(id, nothing());
  for (const run of runs) {
    let journey = counts.get(run.journeyId);
    if (!journey) {
      journey = nothing();
      counts.set(run.journeyId, journey);
    }
    countRun(journey, run);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function nothing(): JourneyCounts {
  return {
    entered: 0,
    active: 0,
    completed: 0,
    exited: 0,
    outcomes: {},
    converted: 0,
    heldOut: 0,
    heldOutConverted: 0,
    failed: 0,
    splits: {},
  };
}

function countRun(journey: JourneyCounts, run: Run): void {
  const converted = run.convertedAt === null ? 0 : 1;
  if (run.status === 'heldOut') {
    journey.heldOut += 1;
    journey.heldOutConverted += converted;
    return;
  }
  journey.entered += 1;
  journey[run.status] += 1;
  journey.converted += converted;
  if (run.status === 'exited') {
    const outcome = run.outcome ?? 'exited';
    journey.outcomes[outcome] = (journey.outcomes[outcome] ?? 0) + 1;
  }
  for (const [split, branch] of Object.entries(run.splits)) {
    const branches = journey.splits[split] ?? {};
    const taken = branches[branch] ?? { entered: 0, converted: 0 };
    branches[branch] = { entered: taken.entered + 1, converted: taken.converted + converted };
    journey.splits[split] = branches;
  }
}

/** Counts of the messages on each channel. */
export function countMessages(messages: Stores['messages']): Record<string, ChannelCounts> {
  const counts = Object.fromEntries(
    channelNames.map((name): [string, ChannelCounts] => [
      name,
      { sent: 0, held: 0, failed: 0, unknown: 0, reasons: {} },
    ]),
  );
  for (const { message } of messages.all()) {
    const channel = counts[message.channel];
    if (!channel || message.status === 'claimed') continue;
    channel[message.status] += 1;
    if (message.status !== 'sent') {
      channel.reasons[message.reason] = (channel.reasons[message.reason] ?? 0) + 1;
    }
  }
  return counts;
}
