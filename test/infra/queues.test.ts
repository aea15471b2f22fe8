// From the bus and the machines through queues to functions, and what becomes of jobs that fail.

import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { concurrencyFor } from '../../lib/infra/concurrency.ts';
import { queueNames } from '../../lib/infra/names.ts';
import { asText, deployed, ofType, type Resource } from './deployed.ts';

describe('queues', () => {
  let engine: Template;
  let queues: Map<string, Resource & { id: string }>;
  let sources: Map<string, { properties: Record<string, unknown>; timeout: number }>;

  const arnOf = (name: string) => `<${queues.get(`milepost-test-${name}`)?.id}.Arn>`;

  beforeAll(async () => {
    ({ engine } = await deployed({ emailRate: '200', smsRate: '1', pushRate: '100000' }));
    queues = new Map(
      [...ofType(engine, 'AWS::SQS::Queue')].map(([id, queue]) => [
        String(queue.Properties.QueueName),
        { ...queue, id },
      ]),
    );
    const functions = ofType(engine, 'AWS::Lambda::Function');
    sources = new Map(
      [...ofType(engine, 'AWS::Lambda::EventSourceMapping').values()].map(({ Properties }) => {
        const taker = functions.get(asText(Properties.FunctionName).slice(1, -1));
        return [
          asText(Properties.EventSourceArn),
          { properties: Properties, timeout: Number(taker?.Properties.Timeout) },
        ];
      }),
    );
  });

  it.each(queueNames)(
    'a job of %s that keeps failing goes to the dead letters, which keep it for two weeks',
    (name) => {
      expect(queues.get(`milepost-test-${name}`)?.Properties.RedrivePolicy).toEqual({
        deadLetterTargetArn: { 'Fn::GetAtt': [queues.get(`milepost-test-${name}-dead`)?.id, 'Arn'] },
        maxReceiveCount: 15,
      });
      expect(queues.get(`milepost-test-${name}-dead`)?.Properties).toMatchObject({
        MessageRetentionPeriod: 14 * 24 * 3600,
      });
    },
  );

  it.each(queueNames)('a failed job of %s comes again alone: the rest of its batch is done', (name) => {
    expect(sources.get(arnOf(name))?.properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it.each(queueNames)('nobody else is given a job of %s while its function may still be at it', (name) => {
    const visibility = Number(queues.get(`milepost-test-${name}`)?.Properties.VisibilityTimeout);
    expect(visibility).toBe(6 * (sources.get(arnOf(name))?.timeout ?? Number.NaN));
  });

  it('queues are encrypted, and take only encrypted requests', () => {
    for (const { Properties } of queues.values())
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
    const denied = [...ofType(engine, 'AWS::SQS::QueuePolicy').values()].filter(({ Properties }) =>
      JSON.stringify(Properties).includes('"aws:SecureTransport":"false"'),
    );
    expect(denied).toHaveLength(queues.size);
  });

  it('a channel sends at its rate: so many functions take from its queue side by side', () => {
    const concurrency = (name: string) => sources.get(arnOf(name))?.properties.ScalingConfig;
    expect(concurrency('email')).toEqual({ MaximumConcurrency: 40 });
    expect(concurrency('sms')).toEqual({ MaximumConcurrency: 2 });
    expect(concurrency('push')).toEqual({ MaximumConcurrency: 1000 });
  });

  it('a sender takes one message at a time, so that a time-out leaves only that one unknown', () => {
    for (const name of ['email', 'sms', 'push', 'webhook']) {
      expect(sources.get(arnOf(name))?.properties.BatchSize).toBe(1);
    }
  });

  it('reckons concurrency by the rate, within what Lambda takes', () => {
    expect([0.1, 10, 14, 50, 5000, 1e6].map(concurrencyFor)).toEqual([2, 2, 3, 10, 1000, 1000]);
  });

  it('every event on the bus reaches the queue of events; one that cannot goes to its dead letters', () => {
    engine.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: 'milepost-test',
      EventPattern: { source: [{ prefix: '' }] },
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [queues.get('milepost-test-events')?.id, 'Arn'] },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queues.get('milepost-test-events-dead')?.id, 'Arn'] } },
        },
      ],
    });
  });

  it('the end of every execution of the stage reaches the queue of ends, however it ended', () => {
    const rules = [...ofType(engine, 'AWS::Events::Rule').values()];
    const rule = rules.find(({ Properties }) => JSON.stringify(Properties).includes('aws.states'));
    expect(rule?.Properties.EventPattern).toMatchObject({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
    // The machines of the stage, also those of journeys that are gone: whatever begins with its name.
    expect(JSON.stringify(rule?.Properties.EventPattern)).toMatch(/"prefix":\{.*:stateMachine:test-"/);
    expect(rule?.Properties.Targets).toMatchObject([
      { Arn: { 'Fn::GetAtt': [queues.get('milepost-test-ended')?.id, 'Arn'] } },
    ]);
  });
});
