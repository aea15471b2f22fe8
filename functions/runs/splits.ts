// The branches of a run, as its machine remembers them.

/** The branches that a run took, by split, from the machine's variable `taken`. */
export function splitsOf(taken: unknown): Record<string, string> {
  if (typeof taken !== 'object' || taken === null) return {};
  const pairs = Object.entries(taken).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(pairs);
}
