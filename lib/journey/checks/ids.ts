// Every step's id is its own: states, results and splits are called by it.

import { DONE } from '../compile/compile.ts';
import type { Check } from './check.ts';
import { formatPath, type Path } from './problem.ts';

export const ids: Check = function* ({ steps }) {
  const places = new Map<string, Path>();
  for (const { step, path } of steps) {
    if (step.id === undefined) continue;
    const first = places.get(step.id);
    if (first) {
      const message = `"${step.id}" is also the id of ${formatPath(first)}; give each step an id of its own`;
      yield { path: [...path, 'id'], message };
    } else if (step.id === DONE) {
      const message = `"${DONE}" is what the end of every journey is called; choose another id`;
      yield { path: [...path, 'id'], message };
    }
    places.set(step.id, first ?? path);
  }
};
