// Looks at which segments a customer is in, after something happened or time went by. What changed is kept first, and
// then told by an event, once: whatever a crash leaves untold, the next look tells.

import { type CustomerEvent, comparePositions, type TimelineEvent } from '../../lib/customer/event.ts';
import type { Profile } from '../../lib/customer/profile.ts';
import type { Catalog, DeployedSegment } from '../../lib/journey/catalog.ts';
import { type ConditionFacts, holds } from '../../lib/journey/condition/evaluate.ts';
import { combineNeeds } from '../../lib/journey/condition/needs.ts';
import { nextChange } from '../../lib/journey/condition/next-change.ts';
import { SEGMENT, SEGMENT_ENTERED, SEGMENT_LEFT } from '../../lib/journey/segments/segment.ts';
import type { Membership, Ports } from '../../lib/ports.ts';
import { factsOfCustomer } from '../facts.ts';

export type ReviewPorts = Pick<Ports, 'bus' | 'clock' | 'due' | 'segments' | 'timeline'>;

export type Look = {
  profile: Profile;
  segments: readonly DeployedSegment[];
  /** The depth of an event that tells of a change. */
  depth: number;
  /**
   * How the customer stood before, for segments that nobody has looked at since they were written: `quiet` takes them
   * as they stand now, `outside` as one who was in none, and what came just before as it says.
   */
  before: 'quiet' | 'outside' | { profile: Profile; event: TimelineEvent | null };
};

/** Someone else may look at the same customer at the same time, so a look may have to be repeated. */
const ATTEMPTS = 5;

export async function reviewSegments(ports: ReviewPorts, catalog: Catalog, look: Look): Promise<void> {
  const { profile, segments } = look;
  if (segments.length === 0) return;
  const needs = combineNeeds(segments.map((segment) => segment.needs));
  const factsAt = await factsOfCustomer(ports, catalog, profile, needs);
  const known = new Map((await ports.segments.of(profile.id)).map((one) => [one.segmentId, one]));
  for (const segment of segments) {
    let membership = known.get(segment.id);
    for (let attempt = 1; !(await reviewOne(ports, catalog, look, segment, membership, factsAt)); attempt++) {
      if (attempt === ATTEMPTS) {
        throw new Error(
          `the segment ${segment.id} of customer ${profile.id} keeps changing; to be tried again`,
        );
      }
      const anew = await ports.segments.of(profile.id);
      membership = anew.find(({ segmentId }) => segmentId === segment.id);
    }
  }
}

/** False if the membership was changed by someone else meanwhile. */
async function reviewOne(
  ports: ReviewPorts,
  catalog: Catalog,
  look: Look,
  segment: DeployedSegment,
  known: Membership | undefined,
  factsAt: (now: number) => ConditionFacts,
): Promise<boolean> {
  const now = ports.clock.now();
  const inside = holds(segment.when, factsAt(now));
  const changesAt = whenToLook(nextChange(segment.when, factsAt, now) ?? null, segment, known, now);
  const wasInside =
    known?.version === segment.version
      ? known.inside
      : await stoodBefore(ports, catalog, look, segment, inside);
  const revision = (known?.revision ?? 0) + 1;
  const flips = inside !== wasInside;
  const { id: customerId } = look.profile;
  const untold =
    flips && segment.isHeard ? eventOf(customerId, segment.id, inside, revision, now, look.depth) : null;
  const isNew = known?.version !== segment.version;
  if (isNew || flips || known.changesAt !== changesAt || known.untold) {
    await planLook(ports, customerId, segment, changesAt, known);
    // What an earlier look left untold comes first, in the order in which it happened.
    if (known?.untold) await ports.bus.put([known.untold]);
    const since = !known || known.inside !== inside ? now : known.since;
    const membership: Membership = {
      customerId,
      segmentId: segment.id,
      inside,
      since,
      revision,
      version: segment.version,
      changesAt,
      untold,
    };
    if (!(await ports.segments.save(membership))) return false;
    if (!untold) return true;
    await ports.bus.put([untold]);
    // If somebody else has changed it by now, they have told this, too.
    await ports.segments.save({ ...membership, revision: revision + 1, untold: null });
  }
  return true;
}

/** A look that is planned already stays, where it is early enough: it plans the next, and until then nothing is written. */
function whenToLook(
  changesAt: number | null,
  { version }: DeployedSegment,
  known: Membership | undefined,
  now: number,
): number | null {
  if (known?.version !== version || known.changesAt === null || known.changesAt <= now) return changesAt;
  return changesAt !== null && changesAt < known.changesAt ? changesAt : known.changesAt;
}

/** Whether the customer was in the segment before what happened, where nobody has looked at it before. */
async function stoodBefore(
  ports: ReviewPorts,
  catalog: Catalog,
  { before }: Look,
  segment: DeployedSegment,
  inside: boolean,
): Promise<boolean> {
  if (before === 'quiet') return inside;
  if (before === 'outside') return false;
  const { profile, event } = before;
  const isKnown = (one: TimelineEvent) => event === null || comparePositions(one, event) !== 0;
  const factsAt = await factsOfCustomer(ports, catalog, profile, segment.needs, isKnown);
  return holds(segment.when, factsAt(ports.clock.now()));
}

async function planLook(
  { due }: ReviewPorts,
  customerId: string,
  { id, version }: DeployedSegment,
  at: number | null,
  known: Membership | undefined,
): Promise<void> {
  const subject = { kind: 'segment' as const, id, customerId };
  if (at !== null) await due.plan({ ...subject, at, rule: version });
  // If the last look planned none, there is none to drop; one that a crash has left finds nothing when it comes.
  else if (known && known.changesAt !== null) await due.drop(subject);
}

function eventOf(
  customerId: string,
  segmentId: string,
  inside: boolean,
  revision: number,
  at: number,
  depth: number,
): CustomerEvent {
  return {
    id: `segment:${segmentId}:${revision}`,
    type: inside ? SEGMENT_ENTERED : SEGMENT_LEFT,
    customerId,
    at,
    properties: { [SEGMENT]: segmentId },
    depth,
  };
}
