// A part of a journey as it stands in a machine's arguments: plain JSON, without what was left out. The names inside
// its values are sorted, since the order in which they were written means nothing and must not change the machine.

import * as z from 'zod';
import { isObject, type JsonObject } from '../../customer/json.ts';
import type { Step } from '../steps/step.ts';

/** What is read first; the rest follows by the alphabet. */
const LEADING = ['type', 'id', 'when', 'event', 'attribute', 'trigger', 'webhook', 'where'];

const ObjectSchema = z.record(z.string(), z.json());

/** The same value as JSON; its own fields keep their order. */
export function literal(definition: object): JsonObject {
  const plain = Object.entries(definition).map(([name, value]) => [name, sorted(value)]);
  return ObjectSchema.parse(JSON.parse(JSON.stringify(Object.fromEntries(plain))));
}

/** A step's definition as its handler needs it: its type and name first, without the words meant for people. */
export function keptStep(step: Step, name: string): JsonObject {
  const { type, id: _id, description: _description, ...fields } = step;
  return literal({ type, id: name, ...fields });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const rank = (name: string) => (LEADING.indexOf(name) + LEADING.length + 1) % (LEADING.length + 1);
  const names = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
