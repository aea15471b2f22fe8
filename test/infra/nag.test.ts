// AWS's rules for well-built solutions hold, but for what is acknowledged, with the control that stands in.

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { anApp } from './deployed.ts';

describe('cdk-nag', () => {
  it('finds nothing in either stack that is not acknowledged', async () => {
    const { app } = await anApp();
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('finds nothing in an account and region that are known beforehand', async () => {
    const { app } = await anApp({}, undefined, { account: '111122223333', region: 'eu-west-1' });
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([]);
  });

  it('does find what nobody has acknowledged: a wildcard more in a role', async () => {
    const { app, engine } = await anApp();
    const role = engine.node.findChild('Functions').node.findChild('end-run').node.findChild('Role');
    if (!(role instanceof Role)) throw new Error('end-run has no role');
    role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::other/*'] }));
    const found = new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName }) => ruleName);
    expect(found).toEqual(['AwsSolutions-IAM5[Resource::arn:aws:s3:::other/*]']);
  });

  it('each acknowledgment says what stands in for the rule', async () => {
    const { app } = await anApp();
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data as Record<string, string>));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason.split(' ').length).toBeGreaterThan(8);
  });
});
