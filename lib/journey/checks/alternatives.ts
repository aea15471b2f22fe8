// Schemas as validation walks them: which schema stands at a place, and which alternative of a union was meant.

import * as z from 'zod';
import { isObject } from '../../customer/json.ts';
import type { Path } from './problem.ts';

type Schema = z.core.$ZodType;

/** The schema inside optional, default and lazy ones. */
export function bare(schema: Schema): Schema {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodLazy) {
    return bare(schema.unwrap());
  }
  return schema;
}

/** The schema that stands at a place in a value, unions resolved by that value; undefined where nothing is known of it. */
export function schemaAt(schema: Schema, value: unknown, path: Path): Schema | undefined {
  const here = bare(schema);
  if (here instanceof z.ZodUnion) {
    const meant = alternativeFor(here, value);
    return meant.kind === 'one' ? schemaAt(meant.schema, value, path) : undefined;
  }
  const [first, ...rest] = path;
  if (first === undefined) return here;
  const next = fieldOf(here, first);
  return next && schemaAt(next, valueAt(value, [first]), rest);
}

/** The union that stands at a place in a value, if one does. */
export function unionAt(schema: Schema, value: unknown, path: Path): z.ZodUnion | undefined {
  const last = path.at(-1);
  if (last === undefined) return asUnion(schema);
  const around = schemaAt(schema, value, path.slice(0, -1));
  const field = around && fieldOf(around, last);
  return field && asUnion(field);
}

function asUnion(schema: Schema): z.ZodUnion | undefined {
  const here = bare(schema);
  return here instanceof z.ZodUnion ? here : undefined;
}

export function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const part of path) {
    if (!isObject(here) && !Array.isArray(here)) return undefined;
    here = Object.hasOwn(here, part) ? Reflect.get(here, part) : undefined;
  }
  return here;
}

function fieldOf(schema: Schema, name: string | number): Schema | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
  }
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

/** The fields of the object that a schema describes; empty for other schemas. */
export function fieldsOf(schema: Schema | undefined): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/**
 * Which alternative of a union a value is meant to be: `one`; or none that is known, told by the value of a field
 * (a step's type) or by which field is there (a condition's kind); or `any`, if the union does not tell.
 */
export type Meant =
  | { kind: 'one'; schema: Schema; index: number }
  | { kind: 'noType'; types: string[] }
  | { kind: 'noField'; fields: string[] }
  | { kind: 'any' };

export function alternativeFor(union: z.ZodUnion, value: unknown): Meant {
  const options = union.options.map((schema, index) => ({ schema: bare(schema), index }));
  if (!isObject(value)) return { kind: 'any' };
  const objects = options.filter((option) => option.schema instanceof z.ZodObject);
  const typed = objects.map((option) => ({ ...option, type: typeOf(option.schema) }));
  if (typed.length > 0 && typed.every((option) => option.type !== undefined)) {
    const one = typed.find((option) => option.type === value.type);
    return one ? { kind: 'one', ...one } : { kind: 'noType', types: typed.map(({ type }) => type ?? '') };
  }
  const told = objects.map((option) => ({ ...option, field: fieldsOf(option.schema)[0] ?? '' }));
  // Only a comparison has no field that must be there; what is nothing else is one.
  const one = told.find(({ field, schema }) => field in value && isRequired(schema, field));
  const comparison = told.find(({ field, schema }) => !isRequired(schema, field));
  const meant = one ?? comparison ?? (told.length === 1 ? told[0] : undefined);
  if (meant) return { kind: 'one', ...meant };
  return told.length > 0 ? { kind: 'noField', fields: told.map(({ field }) => field) } : { kind: 'any' };
}

/** The type that tells a step's or trigger's schema from the others. */
export function typeOf(schema: Schema): string | undefined {
  const type = schema instanceof z.ZodObject ? schema.shape.type : undefined;
  return type instanceof z.ZodLiteral ? String(type.value) : undefined;
}

function isRequired(schema: Schema, field: string): boolean {
  return schema instanceof z.ZodObject && !(schema.shape[field] instanceof z.ZodOptional);
}
