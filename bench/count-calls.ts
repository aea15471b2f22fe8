// Counts the calls of stores, through proxies in their place.

import type { Ports } from '../lib/ports.ts';

const stores = [
  ...(['timeline', 'profiles', 'runs', 'waits', 'messages', 'frequencies', 'calls'] as const),
  ...(['decisions', 'due', 'passes', 'segments', 'templates'] as const),
  ...(['suppressions', 'rates', 'pauses'] as const),
];

/** From now on, every call of a store through these ports is counted under "store.method". */
export function countCalls(ports: Ports): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const name of stores) Object.assign(ports, { [name]: counting(name, ports[name], calls) });
  return calls;
}

/** A claim that caps count costs more than one that they do not. */
function nameOf(store: string, method: string, args: readonly unknown[]): string {
  if (store !== 'messages' || method !== 'claim') return `${store}.${method}`;
  const [, condition] = args as Parameters<Ports['messages']['claim']>;
  return condition?.counting ? 'messages.claimCounted' : 'messages.claim';
}

function counting<Port extends object>(store: string, port: Port, calls: Record<string, number>): Port {
  return new Proxy(port, {
    get(target, method, receiver) {
      const value: unknown = Reflect.get(target, method, receiver);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        const name = nameOf(store, String(method), args);
        calls[name] = (calls[name] ?? 0) + 1;
        return Reflect.apply(value, target, args);
      };
    },
  });
}
