// A journey with flaws is made whole for the further checks, so that all of a file's errors come at once: what is
// flawed is taken out or filled in. What the further checks say of such a place is not passed on.

import { isObject, type Json } from '../../customer/json.ts';
import { valueAt } from './alternatives.ts';
import type { Path } from './problem.ts';

/** What stands in for a required field. */
const fillers = new Map<string, Json>([
  ['id', 'unnamed'],
  ['trigger', { type: 'api' }],
  ['event', 'unknown'],
  ['timeout', 'PT1S'],
  ['channel', 'email'],
  ['template', 'unknown/unknown'],
  ['times', 1],
  ['outcome', 'exited'],
  ['weight', 1],
  ['when', { event: 'unknown' }],
  ['not', { event: 'unknown' }],
  ['where', { unknown: 'unknown' }],
  ['steps', []],
]);

/** Fields that may go with all that is in them. */
const OPTIONAL = ['audience', 'until', 'on', 'set', 'add', 'remove', 'exit', 'goal', 'name'];

const STEP_LISTS = ['steps', 'then', 'else'];

/** Mends a place in `root`, and says which place it changed. */
type Way = (root: unknown, path: Path) => Path;

/** The ways to mend, to be tried one after the other. */
export const repairs: readonly Way[] = [takeOut, fillIn, replaceAround];

/** A copy of `value`, mended at all `paths` in one way, and the places that were changed. */
export function repair(value: unknown, paths: readonly Path[], way: Way): { value: unknown; places: Path[] } {
  const copy: unknown = structuredClone(value);
  return { value: copy, places: paths.map((path) => way(copy, path)) };
}

function takeOut(root: unknown, path: Path): Path {
  const last = path.at(-1);
  const around = valueAt(root, path.slice(0, -1));
  if (typeof last === 'number') return replaceAround(root, path);
  if (last !== undefined && isObject(around)) delete around[last];
  return path;
}

function fillIn(root: unknown, path: Path): Path {
  const last = path.at(-1);
  const around = valueAt(root, path.slice(0, -1));
  const filler = typeof last === 'string' ? fillers.get(last) : undefined;
  if (typeof last !== 'string' || filler === undefined || !isObject(around)) return replaceAround(root, path);
  around[last] = structuredClone(filler);
  return path;
}

/** Puts a harmless step, condition or event in the place of the nearest one around a path. */
function replaceAround(root: unknown, path: Path): Path {
  for (let length = path.length; length > 0; length--) {
    const place = path.slice(0, length);
    const last = place.at(-1);
    const list = place.at(-2);
    const around = valueAt(root, place.slice(0, -1));
    if (typeof last === 'number' && Array.isArray(around)) {
      const filler = typeof list === 'string' ? fillerFor(list, around[last]) : undefined;
      if (filler === undefined) continue;
      around[last] = filler;
      return place;
    }
    if (typeof last !== 'string' || !isObject(around)) continue;
    const filler = fillers.get(last);
    if (filler !== undefined) around[last] = structuredClone(filler);
    else if (OPTIONAL.includes(last)) delete around[last];
    else continue;
    return place;
  }
  return [];
}

function fillerFor(list: string, flawed: unknown): Json | undefined {
  if (STEP_LISTS.includes(list)) {
    const id =
      isObject(flawed) && typeof flawed.id === 'string' && /^[\w-]{1,60}$/.test(flawed.id) && flawed.id;
    // A message, because conditions may name it; what is said of its template is dropped.
    return { type: 'message', channel: 'email', template: 'unknown/unknown', ...(id ? { id } : {}) };
  }
  return ['all', 'any', 'exit'].includes(list) ? { event: 'unknown' } : undefined;
}

/** Whether a place holds a step or a list of steps. */
export function isOfSteps(path: Path): boolean {
  const name = typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1);
  return typeof name === 'string' && STEP_LISTS.includes(name);
}
