// Alarms on functions: errors, the slowest hundredth, and a sweep that does not come.

import { Duration } from 'aws-cdk-lib';
import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { functionSpecs } from '../functions.ts';
import type { FunctionName } from '../permissions.ts';
import type { AlarmRule } from './rule.ts';

const period = Duration.minutes(5);

/** A function whose slowest hundredth takes this share of its time-out will soon be cut off. */
const SHARE = 0.8;

/** What is called so seldom is not seen to fail, or to be slow, in one period after another. */
const seldomCalled: ReadonlySet<FunctionName> = new Set(['sweep-runs']);

export function functionRules(name: FunctionName, lambda: IFunction): AlarmRule[] {
  const { timeout } = functionSpecs[name];
  const inARow = (periods: number) => (seldomCalled.has(name) ? 1 : periods);
  return [
    {
      name: `${name}-errors`,
      means: `The function ${name} fails`,
      section: 'a-function-fails',
      metric: lambda.metricErrors({ period, statistic: 'Sum' }),
      threshold: 0,
      // What calls a function tries again; what passes by itself wakes nobody.
      periods: inARow(2),
    },
    {
      name: `${name}-slow`,
      means: `One call in a hundred of the function ${name} takes more than ${SHARE * 100} % of its ${timeout} s`,
      section: 'a-function-is-slow',
      metric: lambda.metricDuration({ period, statistic: 'p99' }),
      threshold: timeout * 1000 * SHARE,
      periods: inARow(3),
    },
  ];
}

/** The sweep is what dates, schedules and segments depend on; without it nothing fails, and nothing happens. */
export function sweepRule(lambda: IFunction): AlarmRule {
  return {
    name: 'sweep-missing',
    means: 'Nobody has looked for ten minutes at what is due',
    section: 'nothing-is-swept',
    metric: lambda.metricInvocations({ period, statistic: 'Sum' }),
    threshold: 1,
    is: 'below',
    periods: 2,
    missing: TreatMissingData.BREACHING,
  };
}

/** Two days are not one and a second, by which a call may come later than on the day before. */
export function runSweepRule(lambda: IFunction): AlarmRule {
  return {
    name: 'run-sweep-missing',
    means: 'Nobody has looked for two days at the runs that seem active',
    section: 'runs-are-not-swept',
    metric: lambda.metricInvocations({ period: Duration.days(1), statistic: 'Sum' }),
    threshold: 1,
    is: 'below',
    periods: 2,
    missing: TreatMissingData.BREACHING,
  };
}
