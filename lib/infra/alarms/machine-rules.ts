// Alarms on executions. One that `exit` stops is aborted, which is no failure and raises none.

import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmRule } from './rule.ts';

const period = Duration.minutes(5);
const namespace = 'AWS/States';

export function machineRules(journeyId: string, stateMachineArn: string): AlarmRule[] {
  return [
    {
      name: `${journeyId}-failed`,
      means: `A run of the journey "${journeyId}" failed`,
      section: 'a-run-failed',
      // None times out: machines have no time-out of their own, and no journey takes the year that an execution has.
      metric: new Metric({
        namespace,
        metricName: 'ExecutionsFailed',
        dimensionsMap: { StateMachineArn: stateMachineArn },
        statistic: 'Sum',
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
