// Alarms on executions. One that `exit` stops is aborted, which is no failure and raises none.

import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmRule } from './rule.ts';

const period = Duration.minutes(5);
const namespace = 'AWS/States';

export function machineRules(journeyId: string, stateMachineArn: string): AlarmRule[] {
  const count = (metricName: string) =>
    new Metric({
      namespace,
      metricName,
      dimensionsMap: { StateMachineArn: stateMachineArn },
      statistic: 'Sum',
      period,
    });
  return [
    {
      name: `${journeyId}-failed`,
      means: `A run of the journey "${journeyId}" failed or timed out`,
      section: 'a-run-failed',
      metric: new MathExpression({
        expression: 'FILL(failed, 0) + FILL(timedOut, 0)',
        label: `${journeyId}: runs that failed`,
        usingMetrics: { failed: count('ExecutionsFailed'), timedOut: count('ExecutionsTimedOut') },
        period,
      }),
      threshold: 0,
    },
  ];
}

/** What Step Functions throttles, it does to all machines of the account. */
export function throttleRules(): AlarmRule[] {
  const throttled = (dimensionsMap: Record<string, string>) =>
    new Metric({ namespace, metricName: 'ThrottledEvents', dimensionsMap, statistic: 'Sum', period });
  return [
    {
      name: 'transitions-throttled',
      means: 'Step Functions throttles the transitions of runs, so that they go on late',
      section: 'step-functions-throttles',
      metric: throttled({ ServiceMetric: 'StateTransition' }),
      threshold: 0,
      periods: 3,
    },
    {
      name: 'starts-throttled',
      means: 'Step Functions throttles the starts of runs, which are tried again',
      section: 'step-functions-throttles',
      metric: throttled({ APIName: 'StartExecution' }),
      threshold: 0,
      periods: 3,
    },
  ];
}
