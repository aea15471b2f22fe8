// CloudWatch keeps logs for so many days, of a list of its own.

import { RetentionDays } from 'aws-cdk-lib/aws-logs';

const INFINITE: number = RetentionDays.INFINITE;

/** The days as CloudWatch takes them. Throws with those that it takes. */
export function retentionOf(days: number): RetentionDays {
  const known = Object.values(RetentionDays).filter((one) => typeof one === 'number');
  const found = known.find((one) => one === days && days !== INFINITE);
  if (found !== undefined) return found;
  const allowed = known.filter((one) => one !== INFINITE).sort((a, b) => a - b);
  throw new Error(`logDays is ${days}; CloudWatch keeps logs for ${allowed.join(', ')} days`);
}
