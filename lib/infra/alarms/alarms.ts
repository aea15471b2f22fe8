// The alarms, each told by e-mail with the section of docs/runbook.md that says what to do.

import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import type { AlarmRule } from './rule.ts';

export type AlarmsProps = {
  settings: Pick<Settings, 'stage' | 'alarmEmail'>;
  rules: readonly AlarmRule[];
};

export class Alarms extends Construct {
  readonly all: Alarm[];

  constructor(scope: Construct, id: string, { settings: { stage, alarmEmail }, rules }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { topicName: `milepost-${stage}-alarms`, enforceSSL: true });
    // With a policy of its own, a topic lets nobody in who is not named there.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(alarmEmail));
    const action = new SnsAction(topic);
    this.all = rules.map((rule) => {
      const alarm = this.#alarm(stage, rule);
      alarm.addAlarmAction(action);
      return alarm;
    });
  }

  #alarm(stage: string, { name, means, section, metric, threshold, is, periods, missing }: AlarmRule): Alarm {
    return new Alarm(this, name, {
      alarmName: `milepost-${stage}-${name}`,
      alarmDescription: `${means}. What to do: docs/runbook.md#${section}`,
      metric,
      threshold,
      evaluationPeriods: periods ?? 1,
      comparisonOperator:
        is === 'below' ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: missing ?? TreatMissingData.NOT_BREACHING,
    });
  }
}
