// Texts that Step Functions would evaluate (`{% … %}`) or the deployment would replace (`${…}`).

import type { Check } from './check.ts';
import { walkValues } from './places.ts';

export const expressions: Check = function* ({ journey }) {
  for (const { value, path } of walkValues(journey)) {
    if (path[0] === '$schema') continue;
    const name = path.at(-1);
    for (const text of [typeof name === 'string' ? name : '', typeof value === 'string' ? value : '']) {
      if (text.trimStart().startsWith('{%')) {
        const message = 'begins with "{%", which Step Functions would run as code; write it differently';
        yield { path, message };
      }
      if (text.includes('${')) {
        yield { path, message: 'holds "${", which the deployment would replace; write it differently' };
      }
    }
  }
};
