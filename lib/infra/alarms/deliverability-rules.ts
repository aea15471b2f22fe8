// Alarms on what mailbox providers think of the sender: marketing that paused by itself, and the rates by which SES judges
// the whole account.

import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AlarmRule } from './rule.ts';

const section = 'marketing-is-paused';

/** How the line begins that functions/feedback/pause-by-rates.ts logs. */
const PAUSED = 'marketing is paused*';

/** `logs` are those of the functions that may pause marketing. */
export function pauseRule(scope: Construct, stage: string, logs: ReadonlyMap<string, ILogGroup>): AlarmRule {
  const metricNamespace = 'Milepost';
  const metricName = `MarketingPaused-${stage}`;
  for (const [name, logGroup] of logs) {
    new MetricFilter(scope, `Paused-${name}`, {
      logGroup,
      metricNamespace,
      metricName,
      filterPattern: FilterPattern.stringValue('$.message', '=', PAUSED),
      metricValue: '1',
    });
  }
  return {
    name: 'marketing-paused',
    means: 'Marketing has paused by itself, as too many messages bounced or were complained of',
    section,
    metric: new Metric({
      namespace: metricNamespace,
      metricName,
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    threshold: 0,
  };
}

/** At these rates SES puts an account under review: https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html */
export function reputationRules(): AlarmRule[] {
  const reputation = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
  return [
    {
      name: 'account-bounce-rate',
      means: 'SES counts 5 % of bounces in the whole account, at which it reviews it',
      section,
      metric: reputation('Reputation.BounceRate'),
      threshold: 0.05,
    },
    {
      name: 'account-complaint-rate',
      means: 'SES counts 0.1 % of complaints in the whole account, at which it reviews it',
      section,
      metric: reputation('Reputation.ComplaintRate'),
      threshold: 0.001,
    },
  ];
}
