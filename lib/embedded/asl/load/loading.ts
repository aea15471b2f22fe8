// What the parts of a definition share while they are loaded.

import type { Problems } from '../machine-error.ts';

export type Loading = {
  readonly problems: Problems;
  /** Every variable that the machine assigns anywhere. */
  readonly assigned: ReadonlySet<string>;
  /** The state that is being loaded. */
  readonly state: string;
};

/** Which members of $states a field may read besides input and context. */
export type Reach = 'entry' | 'result' | 'error';

export function pathOf(loading: Loading, field: string): string {
  return `/States/${loading.state}/${field}`;
}
