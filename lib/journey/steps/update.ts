// `update`: change the profile: set attributes, add to numbers, remove attributes.

import * as z from 'zod';
import { isObject } from '../../customer/json.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { callFunction } from '../compile/task.ts';
import { referenceNeeds } from '../condition/needs.ts';
import { ReferenceSchema, resolveValue } from '../reference.ts';
import { derivedAttributes } from '../tiers.ts';
import { commonFields, type StepDefinition } from './step.ts';

const AttributeName = z
  .string()
  .min(1)
  .refine((name) => !derivedAttributes.some((derived) => derived === name), {
    error: (issue) => `"${String(issue.input)}" is derived from tiers.json and read-only`,
  });

export const UpdateSchema = z
  .strictObject({
    type: z.literal('update'),
    ...commonFields,
    set: z
      .record(AttributeName, z.union([ReferenceSchema, z.json()]))
      .describe('Attributes and their new values, or references such as { "ref": "trigger.total" }.')
      .optional(),
    add: z
      .record(AttributeName, z.union([z.number(), ReferenceSchema]))
      .describe('Attributes and the numbers to add to them.')
      .optional(),
    remove: z.array(AttributeName).min(1).describe('Attributes to take away.').optional(),
  })
  .refine((step) => step.set ?? step.add ?? step.remove, { error: 'needs one of set, add and remove' });

export type Update = z.infer<typeof UpdateSchema>;

export const update: StepDefinition<Update> = {
  schema: UpdateSchema,

  compile(step, context, next) {
    const name = context.id(step);
    context.add(name, {
      Comment: context.comment(step),
      ...callFunction('updateProfile', { run: context.run, step: keptStep(step, name) }),
      ...goOn(next),
    });
    return name;
  },

  needs: (step) => referenceNeeds({ ...step.set, ...step.add }),

  decide(step, facts) {
    const set = resolveValue(step.set ?? {}, facts.refs);
    const add: Record<string, number> = {};
    const skipped: string[] = [];
    for (const [name, written] of Object.entries(step.add ?? {})) {
      const amount = resolveValue(written, facts.refs);
      if (typeof amount === 'number') add[name] = amount;
      else skipped.push(name);
    }
    const changed = [...Object.keys(isObject(set) ? set : {}), ...Object.keys(add), ...(step.remove ?? [])];
    return {
      outcome: {},
      reason:
        `changes ${changed.join(', ') || 'nothing'}` +
        (skipped.length > 0 ? `; ${skipped.join(', ')} has no number to add` : ''),
      effects: [{ type: 'update', set: isObject(set) ? set : {}, add, remove: step.remove ?? [] }],
    };
  },

  emits: (step) => changedBy(step).map((name) => ({ changes: name })),

  describe: (step) => `Change ${changedBy(step).sort().join(', ')}`,
};

function changedBy(step: Update): string[] {
  return [...Object.keys(step.set ?? {}), ...Object.keys(step.add ?? {}), ...(step.remove ?? [])];
}
