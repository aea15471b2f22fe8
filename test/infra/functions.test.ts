// How functions are run, logged and set going.

import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionNames } from '../../lib/infra/permissions.ts';
import { anApp, asText, deployed, ofType, propertyOf } from './deployed.ts';

describe('functions', () => {
  let engine: Template;

  const environmentOf = (template: Template, name: string): Record<string, unknown> => {
    const functions = [...ofType(template, 'AWS::Lambda::Function').values()];
    const found = functions.find(({ Properties }) => Properties.FunctionName === `milepost-test-${name}`);
    return propertyOf(found, 'Environment', 'Variables');
  };

  beforeAll(async () => {
    ({ engine } = await deployed());
  });

  it('all run on Node 24 and ARM, and are traced', () => {
    const functions = [...ofType(engine, 'AWS::Lambda::Function').values()];
    expect(functions).toHaveLength(functionNames.length);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' },
      });
    }
  });

  it('logs are kept for thirty days unless told otherwise, and never for ever', async () => {
    const retention = (template: Template) =>
      new Set(
        [...ofType(template, 'AWS::Logs::LogGroup').values()].map(
          ({ Properties }) => Properties.RetentionInDays,
        ),
      );
    expect(retention(engine)).toEqual(new Set([30]));
    expect(retention((await deployed({ logDays: '365' })).engine)).toEqual(new Set([365]));
    await expect(anApp({ logDays: '31' })).rejects.toThrow(
      'logDays is 31; CloudWatch keeps logs for 1, 3, 5, 7',
    );
  });

  it('each knows what it has a permission on, and nothing else', () => {
    expect(
      Object.keys(environmentOf(engine, 'decide-step')).filter((name) => name.startsWith('MILEPOST')),
    ).toEqual(['MILEPOST_STAGE', 'MILEPOST_TABLE']);
    expect(environmentOf(engine, 'send-sms')).not.toHaveProperty('MILEPOST_FROM');
    expect(environmentOf(engine, 'send-email')).not.toHaveProperty('MILEPOST_QUEUE_EMAIL');
    expect(Object.keys(environmentOf(engine, 'send-email'))).toEqual(
      expect.arrayContaining(['MILEPOST_FROM', 'MILEPOST_QUEUE_SMS', 'MILEPOST_QUEUE_PUSH']),
    );
  });

  it('settings reach the function that needs them', async () => {
    const { engine: set } = await deployed({
      webhookHosts: 'hooks.shop.example, *.crm.example',
      smsSenderId: 'SHOP',
      configurationSet: 'journeys',
      strictEvents: 'true',
    });
    expect(environmentOf(set, 'call-webhook').MILEPOST_WEBHOOK_HOSTS).toBe(
      'hooks.shop.example,*.crm.example',
    );
    expect(environmentOf(set, 'send-sms').MILEPOST_SMS_SENDER_ID).toBe('SHOP');
    expect(environmentOf(set, 'send-email').MILEPOST_CONFIGURATION_SET).toBe('journeys');
    expect(environmentOf(set, 'handle-events').MILEPOST_STRICT_EVENTS).toBe('true');
  });

  it.each([
    ['what is due, each minute', 'rate(1 minute)', 'sweep-due', /^SweepRole/],
    ['runs that seem active, each day', 'cron(17 3 * * ? *)', 'sweep-runs', /^SweepRunsRole/],
  ])('sweep %s, by a schedule that only its own account may let call', (_, expression, name, role) => {
    const schedules = [...ofType(engine, 'AWS::Scheduler::Schedule').values()];
    const [schedule, ...more] = schedules.filter(
      ({ Properties }) => Properties.ScheduleExpression === expression,
    );
    expect(more).toEqual([]);
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpressionTimezone: 'UTC',
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    expect(asText(propertyOf(schedule, 'Target').Arn)).toMatch(
      new RegExp(`:function:milepost-test-${name}$`),
    );
    const roles = [...ofType(engine, 'AWS::IAM::Role')].filter(([id]) => role.test(id));
    expect(roles).toHaveLength(1);
    expect(JSON.stringify(roles)).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
  });
});
