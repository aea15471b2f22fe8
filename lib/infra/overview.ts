// The dashboard: what came in, what runs, what went out, and what waits, on one page.

import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { JobQueues } from './job-queues.ts';
import type { MilepostFunctions } from './milepost-functions.ts';

export type OverviewProps = {
  stage: string;
  queues: JobQueues;
  functions: MilepostFunctions;
  /** The ARNs of machines by journey. */
  machines: ReadonlyMap<string, string>;
  alarms: IAlarm[];
};

const HALF = 12;

/** A widget shows no more alarms than this. */
const MOST_ALARMS = 100;

export class Overview extends Construct {
  constructor(scope: Construct, id: string, { stage, queues, functions, machines, alarms }: OverviewProps) {
    super(scope, id);
    const jobs = [...queues.all].map(([label, { queue, deadLetters }]) => ({ label, queue, deadLetters }));
    const lambdas = [...functions.all].map(([label, { lambda }]) => ({ label, lambda }));
    const runs = (metricName: string) =>
      [...machines].map(
        ([label, arn]) =>
          new Metric({
            namespace: 'AWS/States',
            metricName,
            dimensionsMap: { StateMachineArn: arn },
            statistic: 'Sum',
            label,
          }),
      );
    new Dashboard(this, 'Dashboard', {
      dashboardName: `milepost-${stage}`,
      widgets: [
        inWidgets(alarms).map(
          (some) => new AlarmStatusWidget({ title: 'Alarms', alarms: some, width: 2 * HALF }),
        ),
        [graph('Runs started', runs('ExecutionsStarted')), graph('Runs failed', runs('ExecutionsFailed'))],
        [
          graph(
            'Jobs taken in',
            jobs.map(({ label, queue }) => queue.metricNumberOfMessagesSent({ label })),
          ),
          graph(
            'Oldest job (s)',
            jobs.map(({ label, queue }) => queue.metricApproximateAgeOfOldestMessage({ label })),
          ),
        ],
        [
          graph(
            'Jobs that wait',
            jobs.map(({ label, queue }) => queue.metricApproximateNumberOfMessagesVisible({ label })),
          ),
          graph(
            'Dead letters',
            jobs.map(({ label, deadLetters }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({ label }),
            ),
          ),
        ],
        [
          graph(
            'Errors of functions',
            lambdas.map(({ label, lambda }) => lambda.metricErrors({ label })),
          ),
          graph(
            'Slowest hundredth of calls (ms)',
            lambdas.map(({ label, lambda }) => lambda.metricDuration({ label, statistic: 'p99' })),
          ),
        ],
      ],
    });
  }
}

function inWidgets(alarms: IAlarm[]): IAlarm[][] {
  const count = Math.ceil(alarms.length / MOST_ALARMS);
  return Array.from({ length: count }, (_, nth) => alarms.slice(nth * MOST_ALARMS, (nth + 1) * MOST_ALARMS));
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: HALF });
}
