// Segments as the analysis of all journeys sees them: what customers do turns them, and journeys hear of it.

import { resolveSegments } from '../segments/resolve.ts';
import { SEGMENT, SEGMENT_ENTERED, SEGMENT_LEFT, type Segment } from '../segments/segment.ts';
import type { Turning } from './turning.ts';

export function segmentTurnings(segments: readonly Pick<Segment, 'id' | 'when'>[]): Turning[] {
  const resolved = resolveSegments(new Map(segments.map(({ id, when }) => [id, when])));
  return [...resolved].map(([id, condition]) => ({
    condition,
    says: [SEGMENT_ENTERED, SEGMENT_LEFT].map((event) => ({ event, properties: { [SEGMENT]: id } })),
  }));
}
