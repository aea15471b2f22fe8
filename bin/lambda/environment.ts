// What the deployment tells a function by its environment (lib/infra/environment.ts).

import { timeScaleOf } from '../../lib/aws/clock.ts';
import type { Where } from '../../lib/aws/names.ts';

/** The value of a variable. Throws with its name where it is not set. */
export function requireEnv(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} is not set; the deployment sets it for the functions that need it`);
}

export function flag(name: string): boolean {
  return requireEnv(name) === 'true';
}

/** Where this function is deployed. */
export function whereHere(): Where {
  return {
    partition: requireEnv('MILEPOST_PARTITION'),
    region: requireEnv('AWS_REGION'),
    account: requireEnv('MILEPOST_ACCOUNT'),
    stage: requireEnv('MILEPOST_STAGE'),
  };
}

export const timeScale = timeScaleOf(process.env);
