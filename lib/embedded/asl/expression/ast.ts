// The syntax tree that the jsonata library makes of an expression, as far as this runtime reads it.

export type Node = {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly predicate?: readonly Node[];
  readonly stages?: readonly Node[];
  readonly expr?: Node;
  readonly expression?: Node;
  readonly expressions?: readonly Node[];
  readonly arguments?: readonly Node[];
  readonly procedure?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly lhs?: unknown;
  readonly rhs?: unknown;
};

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Calls `visit` for every node of a tree. */
export function walk(tree: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(tree)) {
    for (const part of tree) walk(part, visit);
    return;
  }
  if (typeof tree !== 'object' || tree === null || tree instanceof RegExp) return;
  if (isNode(tree)) visit(tree);
  for (const part of Object.values(tree)) walk(part, visit);
}

/** The names of all variables and functions ($name) that an expression mentions. */
export function variablesOf(tree: Node): Set<string> {
  const names = new Set<string>();
  walk(tree, (node) => {
    if (node.type === 'variable' && typeof node.value === 'string') names.add(node.value);
  });
  return names;
}

/** The members of $states that an expression reads by name: `$states.input` reads input. */
export function statesMembersOf(tree: Node): Set<string> {
  const members = new Set<string>();
  walk(tree, (node) => {
    const [first, second] = node.steps ?? [];
    if (first?.type !== 'variable' || first.value !== 'states') return;
    if (second?.type === 'name' && typeof second.value === 'string') members.add(second.value);
  });
  return members;
}
