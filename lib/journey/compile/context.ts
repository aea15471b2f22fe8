// What a step needs to compile itself: names, the states so far, and the steps inside it.

import type { Json } from '../../customer/json.ts';
import type { Step } from '../steps/step.ts';
import type { State } from './asl.ts';
import type { Signpost } from './signpost.ts';
import type { QueueName } from './substitutions.ts';

export type CompileContext = {
  /** The step's id, given or derived from its type and place. */
  id(step: Step): string;
  /** The step's description, or the sentence that describes it. */
  comment(step: Step): string;
  /**
   * Adds a state before those added so far; steps compile from the last to the first. A Choice says by its signpost what
   * its ways mean, and so does a task with an ordinary way besides its next one.
   */
  add(name: string, state: State, signpost?: Signpost): void;
  /** Compiles a list of steps that goes on at `next`; returns where it begins (`next` itself for an empty list). */
  steps(steps: Step[], next: string | undefined): string | undefined;
  /** Compiles lists of which a Choice takes one, and which all go on at `next`; returns where each begins. */
  alternatives(lists: readonly { steps: Step[] }[], next: string | undefined): string[];
  /** The name of the one closing state, for places where a state cannot be the end itself. */
  done(): string;
  /** The content hash of a template. */
  templateHash(name: string): string;
  /** The journey's id and name, as templates see them. */
  journey: Json;
  /** The `run` argument of every handler: who, which run, which visit. */
  run: Json;
  /** The `cursor` argument: up to where the run has seen the timeline. */
  cursor: Json;
  /** A context for the body of a repeat, whose rounds are counted in the returned variable. */
  enterRepeat(step: Step): { body: CompileContext; round: string };
  /** Whether this is inside a repeat. */
  repeated: boolean;
  queueUrl(queue: QueueName): string;
};

export function goOn(next: string | undefined): { Next: string } | { End: true } {
  return next === undefined ? { End: true } : { Next: next };
}
