// A schedule that calls a function again and again. A call that fails is not repeated: the next one does its work, too.

import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export type EveryProps = {
  description: string;
  /** `rate(1 minute)`, or `cron(…)` in the time zone. */
  expression: string;
  timezone: string;
  functionArn: string;
};

export class Every extends Construct {
  constructor(scope: Construct, id: string, { description, expression, timezone, functionArn }: EveryProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      // Nobody else's schedule may take this role.
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    const schedule = new CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.roleArn,
        input: '{}',
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(role);
  }
}
