// How what customers say changes what they agreed to. What was said last counts, key by key, in whatever order it arrives;
// of two things said at one moment the withdrawal does.

import { type ConsentStatement, EVERYTHING } from './consent.ts';
import type { Profile } from './profile.ts';
import { isTopic } from './topics.ts';

/** The part of a profile that consent is kept in. */
export type ConsentState = Pick<Profile, 'consent' | 'changedAt'>;

/** One key: what was said last, and when (ms). */
type Said = { given: boolean; at: number };

/** The state after a statement; the same object where nothing changes. */
export function applyStatement<State extends ConsentState>(state: State, statement: ConsentStatement): State {
  const { key, given, at = -Infinity } = statement;
  if (key === EVERYTHING) return given ? state : withdrawAll(state, at);
  const all = withdrawnAt(state, key);
  const said = all !== undefined && all >= at ? { given: false, at: all } : { given, at };
  return set(state, key, said);
}

/** Withdraws from every channel. Topics stay as they are: without a channel, nothing is sent about any. */
function withdrawAll<State extends ConsentState>(state: State, at: number): State {
  const before = state.changedAt[field(EVERYTHING)] ?? -Infinity;
  const marked =
    at > before ? { ...state, changedAt: { ...state.changedAt, [field(EVERYTHING)]: at } } : state;
  return Object.keys(state.consent)
    .filter((key) => !isTopic(key))
    .reduce((so, key) => set(so, key, { given: false, at }), marked);
}

function set<State extends ConsentState>(state: State, key: string, said: Said): State {
  const own = saidOf(state, key);
  if (own && !supersedes(said, own)) return state;
  const changedAt = said.at === -Infinity ? state.changedAt : { ...state.changedAt, [field(key)]: said.at };
  return { ...state, consent: { ...state.consent, [key]: said.given }, changedAt };
}

function supersedes(said: Said, own: Said): boolean {
  return said.at > own.at || (said.at === own.at && own.given && !said.given);
}

/** What was said of this very key; undefined if nothing was. */
export function saidOf({ consent, changedAt }: ConsentState, key: string): Said | undefined {
  const given = Object.hasOwn(consent, key) ? consent[key] : undefined;
  return given === undefined ? undefined : { given, at: changedAt[field(key)] ?? -Infinity };
}

/** When (ms) the customer last withdrew from everything that this key is part of; undefined if never. */
export function withdrawnAt({ changedAt }: ConsentState, key: string): number | undefined {
  return isTopic(key) ? undefined : changedAt[field(EVERYTHING)];
}

/** Under which name a profile's `changedAt` keeps the moment of a key. */
export function field(key: string): string {
  return `consent.${key}`;
}
