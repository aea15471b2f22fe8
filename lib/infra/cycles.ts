// Finds a cycle among the resources of a template: CloudFormation would refuse it, but only once it is deployed.

type Template = { Resources?: Record<string, object> };

/** The logical ids of a cycle, the first of them again at the end; undefined where there is none. */
export function findCycle({ Resources = {} }: Template): string[] | undefined {
  const edges = new Map(Object.entries(Resources).map(([id, resource]) => [id, referencesOf(resource)]));
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (id: string): string[] | undefined => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id];
    if (done.has(id)) return undefined;
    way.push(id);
    for (const next of edges.get(id) ?? []) {
      const cycle = edges.has(next) ? visit(next) : undefined;
      if (cycle) return cycle;
    }
    way.pop();
    done.add(id);
    return undefined;
  };
  for (const id of edges.keys()) {
    const cycle = visit(id);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Throws if a template has a cycle. */
export function refuseCycle(stack: string, template: Template): void {
  const cycle = findCycle(template);
  if (!cycle) return;
  throw new Error(
    `the stack ${stack} has a cycle, which CloudFormation refuses: ${cycle.join(' → ')}; ` +
      'name one of them by a formatted ARN instead of asking for its own (lib/infra/arns.ts)',
  );
}

/** What a resource waits for: whatever it refers to, or says that it depends on. */
function referencesOf(resource: unknown): string[] {
  if (Array.isArray(resource)) return resource.flatMap(referencesOf);
  if (typeof resource !== 'object' || resource === null) return [];
  return Object.entries(resource).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'Ref' && typeof value === 'string') return [value];
    if (key === 'DependsOn') return [value].flat().filter((id) => typeof id === 'string');
    if (key === 'Fn::GetAtt' && Array.isArray(value)) return value.slice(0, 1).map(String);
    if (key === 'Fn::GetAtt' && typeof value === 'string') return value.split('.').slice(0, 1);
    if (key === 'Fn::Sub') return [...namesIn([value].flat()[0]), ...referencesOf(value)];
    return referencesOf(value);
  });
}

function namesIn(text: unknown): string[] {
  if (typeof text !== 'string') return [];
  return [...text.matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map(([, name = '']) => name);
}
