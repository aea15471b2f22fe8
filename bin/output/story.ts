// A customer's story, as lines for people: each moment once, and below one another what happened at it.

import { localMoment } from '../../lib/embedded/report/local-moment.ts';
import type { StoryLine } from '../../lib/embedded/report/story.ts';
import { bold, cyan } from './colors.ts';

export function printStory(lines: readonly StoryLine[], zone: string): void {
  let last = '';
  for (const { at, journey, text } of lines) {
    const moment = localMoment(at, zone);
    const when = moment === last ? ' '.repeat(moment.length) : moment;
    last = moment;
    console.log(`  ${when}  ${journey === null ? bold(text) : `  ${cyan(journey)} ${text}`}`);
  }
}
