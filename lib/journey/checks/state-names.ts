// What AWS takes as a state's name: up to 80 characters, none of them reserved.

import type { Check } from './check.ts';

const LONGEST = 80;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what AWS refuses.
const REFUSED = /[\x00-\x1f\x7f-\x9f<>{}[\]?*"#%\\^|~`$&,;:/]/;

export const stateNames: Check = function* ({ machine, steps }) {
  for (const name of Object.keys(machine.States)) {
    const path = steps.find((step) => step.name === stepOf(name))?.path ?? ['steps'];
    if (name.length > LONGEST) {
      yield {
        path: [...path, 'id'],
        message: `makes a state of ${name.length} characters; AWS takes ${LONGEST}`,
      };
    }
    if (REFUSED.test(name)) {
      yield {
        path: [...path, 'id'],
        message: `makes the state name "${name}", which has characters that AWS refuses`,
      };
    }
  }
};

/** The step that a state belongs to: states are called `id`, `id (held)` and the like. */
export function stepOf(stateName: string): string {
  return stateName.split(' ', 1)[0] ?? stateName;
}
