// A machine's definition is at most 1 MB on AWS.

import type { Check } from './check.ts';

const MOST_BYTES = 1_000_000;

export const size: Check = function* ({ machine }) {
  const bytes = new TextEncoder().encode(JSON.stringify(machine)).length;
  if (bytes <= MOST_BYTES) return;
  const megabytes = (bytes / 1_000_000).toFixed(1);
  const message = `compile to ${megabytes} MB, and AWS takes 1 MB; divide the journey in two`;
  yield { path: ['steps'], message };
};
