// What must survive every deployment, and the deletion of its stack.

import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployed, ofType } from './deployed.ts';

describe('what is kept', () => {
  let template: Template;

  beforeAll(async () => {
    ({ stateful: template } = await deployed());
  });

  it('keeps its logical ids: under another one, CloudFormation would make it anew, and empty', () => {
    const kept = Object.keys(template.toJSON().Resources).sort();
    expect(kept).toEqual([
      'Archive4DBC1EC9',
      'BusEA82B648',
      'LinkKeys5F500E84',
      'TableCD117FA1',
      'TombstoneSalt749B802B',
      'WebhookSecretF21E29CC',
      'WriteKey4EEB2DCB',
    ]);
  });

  it('outlives its stack, whatever it is', () => {
    const resources = Object.values(
      template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>,
    );
    for (const resource of resources) {
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    }
  });

  it('has one table, paid by use, encrypted, restorable to any second, and safe from deletion', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 1);
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'milepost-test',
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  it('lets go of what has had its time', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('finds what is due by time, without reading anything else', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byMoment',
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['due'] },
        },
      ],
    });
  });

  it('archives every event, for ninety days unless told otherwise', async () => {
    template.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 90 });
    const { stateful } = await deployed({ archiveDays: '365' });
    stateful.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 365 });
  });

  it('makes up the write key, the secret of webhooks, the first key of links and the salt of tombstones; none is in the template', () => {
    const secrets = [...ofType(template, 'AWS::SecretsManager::Secret').values()];
    expect(secrets).toHaveLength(4);
    for (const { Properties } of secrets) {
      expect(Properties).toMatchObject({ GenerateSecretString: { PasswordLength: 40 } });
      expect(Properties).not.toHaveProperty('SecretString');
    }
  });
});
