// cdk-nag's checks, and how a finding is acknowledged: each with the control that stands in for what it asks.

import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** Findings by rule, or by rule and finding (`AwsSolutions-IAM5[Resource::*]`), each with what compensates for it. */
export type Acknowledged = Readonly<Record<string, string>>;

export function acknowledge(construct: IConstruct, findings: Acknowledged): void {
  const rules = Object.entries(findings).map(([id, reason]) => ({ id, reason }));
  Validations.of(construct).acknowledge(...rules);
}

/** From now on synthesis fails on a finding that nobody has acknowledged. */
export function checkWithNag(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
