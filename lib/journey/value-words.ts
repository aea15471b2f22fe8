// What a field of the language takes, in words: from its JSON Schema, for the tables in docs/journeys.md.

import type { z } from 'zod';

export type SchemaNode = z.core.JSONSchema.JSONSchema;
export type Definitions = { [name: string]: SchemaNode };

const REFERENCE = '#/$defs/';
/** The names that zod makes up for parts that have none of their own. */
const NAMELESS = /^__/;

const plainTypes: { [type: string]: string[] } = {
  string: ['text'],
  number: ['number'],
  integer: ['whole number'],
  boolean: ['`true`', '`false`'],
  null: ['`null`'],
};

/** The schema that a `$ref` points to, and the name that people know it by; the schema itself where it is none. */
export function follow(node: SchemaNode, definitions: Definitions): { node: SchemaNode; name?: string } {
  if (node.$ref === undefined) return { node };
  const name = node.$ref.replace(REFERENCE, '');
  const target = definitions[name];
  if (!target) throw new Error(`the schema refers to "${node.$ref}", which it does not define`);
  return NAMELESS.test(name) ? follow(target, definitions) : { node: target, name };
}

/** The single schema of a list's items; undefined for anything else. */
export function itemOf({ type, items }: SchemaNode): SchemaNode | undefined {
  if (type !== 'array' || typeof items !== 'object' || Array.isArray(items)) return undefined;
  return items;
}

/** One phrase, such as "text, such as `P7D`" or "list of steps". */
export function valueWords(node: SchemaNode, definitions: Definitions): string {
  const words = [...new Set(alternatives(node, definitions))];
  const last = words.pop() ?? '';
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}

function alternatives(written: SchemaNode, definitions: Definitions): string[] {
  const { node, name } = follow(written, definitions);
  if (name !== undefined) return [name];
  if (node.const !== undefined) return [code(node.const)];
  if (node.enum) return node.enum.map(code);
  if (node.anyOf) {
    // What may be null may, in this language, be any JSON at all.
    if (node.anyOf.some(({ type }) => type === 'null')) return ['any value'];
    return node.anyOf.flatMap((option) => alternatives(option, definitions));
  }
  if (node.type === 'array') return [listWords(node, definitions)];
  if (node.type === 'object') return [objectWords(node, definitions)];
  const [example] = node.examples ?? [];
  if (typeof example === 'string') return [`text, such as \`${example}\``];
  if (node.minimum !== undefined && node.maximum !== undefined) {
    return [`${plainTypes[String(node.type)]?.[0] ?? 'number'} from ${node.minimum} to ${node.maximum}`];
  }
  return [node.type ?? 'any value'].flat().flatMap((type) => plainTypes[type] ?? type);
}

function listWords(node: SchemaNode, definitions: Definitions): string {
  const item = itemOf(node);
  if (!item) return 'list';
  const { name } = follow(item, definitions);
  if (name !== undefined) return `list of ${name}s`;
  return item.type === 'object' ? 'list of objects' : `list of ${alternatives(item, definitions).join(', ')}`;
}

function objectWords(
  { properties = {}, additionalProperties }: SchemaNode,
  definitions: Definitions,
): string {
  const fields = Object.keys(properties).map((name) => `"${name}": …`);
  if (fields.length > 0) return `\`{ ${fields.join(', ')} }\``;
  if (typeof additionalProperties !== 'object') return 'object';
  return `object of ${valueWords(additionalProperties, definitions)}`;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
