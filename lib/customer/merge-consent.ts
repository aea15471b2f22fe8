// What two profiles of one person agreed to: the stricter. Who said no under one name has not said yes under another.

import { type ConsentState, field, saidOf, withdrawnAt } from './apply-consent.ts';
import { type ConsentStatement, EVERYTHING } from './consent.ts';

/**
 * The consent of both as one. A withdrawal by either counts, whenever it was, and else a yes by either. Each moment is the
 * later of the two, so that nothing older undoes what was merged. In any order and however often, it gives the same.
 */
export function mergeConsent(a: ConsentState, b: ConsentState): ConsentState {
  const keys = [...new Set([...Object.keys(a.consent), ...Object.keys(b.consent)])];
  const merged: ConsentState = { consent: {}, changedAt: {} };
  for (const key of keys) {
    const said = [saidOrImplied(a, key), saidOrImplied(b, key)].filter((one) => one !== undefined);
    merged.consent[key] = said.every(({ given }) => given);
    const at = Math.max(...said.map((one) => one.at));
    if (at !== -Infinity) merged.changedAt[field(key)] = at;
  }
  const withdrawals = [a, b]
    .map((state) => state.changedAt[field(EVERYTHING)])
    .filter((at) => at !== undefined);
  if (withdrawals.length > 0) merged.changedAt[field(EVERYTHING)] = Math.max(...withdrawals);
  return merged;
}

/** What has to be said in `a` so that it becomes the consent of both, as statements; none where it is that already. */
export function mergingStatements(a: ConsentState, b: ConsentState): ConsentStatement[] {
  const merged = mergeConsent(a, b);
  const everything = merged.changedAt[field(EVERYTHING)];
  const withdrawal: ConsentStatement[] =
    everything === undefined || everything === a.changedAt[field(EVERYTHING)]
      ? []
      : [{ key: EVERYTHING, given: false, at: everything }];
  const byKey = Object.entries(merged.consent).flatMap(([key, given]): ConsentStatement[] => {
    const at = merged.changedAt[field(key)];
    if (given === a.consent[key] && at === a.changedAt[field(key)]) return [];
    return [{ key, given, ...(at === undefined ? {} : { at }) }];
  });
  return [...withdrawal, ...byKey];
}

/** Who withdrew from everything has said no to every channel that they did not name since. */
function saidOrImplied(state: ConsentState, key: string): { given: boolean; at: number } | undefined {
  const own = saidOf(state, key);
  if (own) return own;
  const all = withdrawnAt(state, key);
  return all === undefined ? undefined : { given: false, at: all };
}
