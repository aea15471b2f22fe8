// What the top level of a definition may say, and the problems of the parts that do not fit, in words.

import * as z from 'zod';
import { MAX_SECONDS } from '../limits.ts';
import type { Problems } from '../machine-error.ts';

export const MachineSchema = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.enum(['JSONPath', 'JSONata']).optional(),
  Version: z.literal('1.0').optional(),
  StartAt: z.string({ error: 'name the first state' }),
  TimeoutSeconds: z.int().min(1).max(MAX_SECONDS).optional(),
  States: z.record(z.string(), z.looseObject({}), { error: 'an object of states is needed' }),
});

const JSONPATH_FIELDS: Readonly<Record<string, string>> = {
  InputPath: 'Arguments or Output',
  Parameters: 'Arguments',
  ResultSelector: 'Output',
  ResultPath: 'Output',
  OutputPath: 'Output',
  Result: 'Output',
  Variable: 'Condition',
  SecondsPath: 'Seconds',
  TimestampPath: 'Timestamp',
  TimeoutSecondsPath: 'TimeoutSeconds',
  HeartbeatSecondsPath: 'HeartbeatSeconds',
  ErrorPath: 'Error',
  CausePath: 'Cause',
};

/** Adds what a schema objects to, each under its path. */
export function addIssues(problems: Problems, path: string, issues: readonly z.core.$ZodIssue[]): void {
  for (const issue of issues) {
    const at = [path, ...issue.path.map(String)].join('/') || '/';
    if (issue.code !== 'unrecognized_keys') {
      problems.add(at, issue.message);
      continue;
    }
    for (const key of issue.keys) {
      const instead = JSONPATH_FIELDS[key];
      problems.add(
        `${at === '/' ? '' : at}/${key}`,
        instead === undefined
          ? `"${key}" is no field that this runtime knows here`
          : `"${key}" belongs to JSONPath; in JSONata use ${instead}`,
      );
    }
  }
}
