// When marketing pauses by itself: the rates of complaints and hard bounces, and how sure one may be of them. Pure.

/** What was counted of a journey on a day: marketing messages that went out, those that bounced for good, complaints. */
export type Counts = { sent: number; bounced: number; complained: number };

export type Counted = keyof Counts;

/** `day` counts UTC days since the epoch. */
export type DayCounts = Counts & { journeyId: string; day: number };

export type PauseLimits = {
  complaintRate: number;
  bounceRate: number;
  days: number;
  minimumSent: number;
};

const DAY = 86_400_000;

/** The UTC day of a moment (ms), as a number of days since the epoch. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY);
}

/** What had been counted of the day when somebody resumed: it, and the days before, no longer count. */
export type Baseline = { day: number } & Counts;

const nothing: Counts = { sent: 0, bounced: 0, complained: 0 };

export function sumOf(days: Iterable<Counts>): Counts {
  let { sent, bounced, complained } = nothing;
  for (const one of days) {
    sent += one.sent;
    bounced += one.bounced;
    complained += one.complained;
  }
  return { sent, bounced, complained };
}

/** The counts of the days from `since` on, without what had been counted at the baseline. */
export function countsSince(days: readonly DayCounts[], since: number, baseline?: Baseline): Counts {
  const from = Math.max(since, baseline?.day ?? since);
  const sum = sumOf(days.filter(({ day }) => day >= from));
  if (!baseline || baseline.day < from) return sum;
  return {
    sent: Math.max(0, sum.sent - baseline.sent),
    bounced: Math.max(0, sum.bounced - baseline.bounced),
    complained: Math.max(0, sum.complained - baseline.complained),
  };
}

/** Why marketing is to pause; undefined if it is not. */
export function isToPause({ sent, bounced, complained }: Counts, limits: PauseLimits): string | undefined {
  if (sent < limits.minimumSent) return undefined;
  if (surelyAbove(complained, sent, limits.complaintRate)) {
    return `${complained} complaints about ${sent} messages: ${percent(complained / sent)}, and the limit is ${percent(limits.complaintRate)}`;
  }
  if (surelyAbove(bounced, sent, limits.bounceRate)) {
    return `${bounced} hard bounces of ${sent} messages: ${percent(bounced / sent)}, and the limit is ${percent(limits.bounceRate)}`;
  }
  return undefined;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** One in twenty, on one side. */
const Z = 1.6449;

function surelyAbove(events: number, of: number, limit: number): boolean {
  return wilsonLower(events, of) > limit;
}

/**
 * The lower bound of Wilson's score interval: with 95 % certainty the true share is no smaller. So a single complaint
 * among few messages, which chance may bring, is none against a limit. E. B. Wilson, JASA 22 (1927), 209–212.
 */
export function wilsonLower(events: number, of: number): number {
  if (of <= 0) return 0;
  const share = Math.min(1, events / of);
  const square = Z * Z;
  const centre = share + square / (2 * of);
  const margin = Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of));
  return Math.max(0, (centre - margin) / (1 + square / of));
}
