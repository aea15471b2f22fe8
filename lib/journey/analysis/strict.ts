// What `--strict` does not let pass, in words.

import type { Analysis } from './analyse.ts';
import { cycleInWords } from './feeding.ts';

/** A sentence for each finding; none, if all is well. How many messages there can be fails nothing. */
export function strictFailures({ feeding, events }: Analysis): string[] {
  const cycles = feeding.cycles.map((cycle) => `journeys feed each other: ${cycleInWords(cycle)}`);
  const unheard = events.unheard.map(({ event, emittedBy }) => {
    const from =
      emittedBy.length === 0 ? 'is declared in events.json' : `is emitted by ${emittedBy.join(', ')}`;
    return `nothing listens to ${event}, which ${from}; if others use it, declare it with "elsewhere": true`;
  });
  const unemitted = (events.unemitted ?? []).map(({ event, heardBy, didYouMean }) => {
    const by = [...new Set(heardBy.map(({ journey }) => journey))].join(', ');
    const meant = didYouMean === undefined ? '' : `; did you mean "${didYouMean}"?`;
    return `${by} listens to ${event}, which events.json does not declare and no step emits${meant}`;
  });
  const undeclared = events.unemitted === null ? ['there is no events.json to say which events come'] : [];
  return [...cycles, ...unheard, ...unemitted, ...undeclared];
}
