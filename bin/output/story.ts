// A customer's story, as lines for people.

import type { StoryLine } from '../../lib/embedded/report/story.ts';
import { table } from './table.ts';

export function printStory(lines: readonly StoryLine[]): void {
  const rows = lines.map(({ at, journey, what, why }) => [
    at.slice(0, 16).replace('T', ' '),
    journey,
    what,
    why,
  ]);
  console.log(table(['when (UTC)', 'journey', 'what', 'why'], rows));
}
