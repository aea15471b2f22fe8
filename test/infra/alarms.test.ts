// Each alarm says what is the matter, and leads to a section of the runbook.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { PAUSED } from '../../functions/feedback/pause-by-rates.ts';
import { sections } from '../../lib/infra/alarms/rule.ts';
import { queueNames } from '../../lib/infra/names.ts';
import { functionNames } from '../../lib/infra/permissions.ts';
import type { Catalog } from '../../lib/journey/catalog.ts';
import { asText, deployed, ofType, root } from './deployed.ts';

describe('alarms', () => {
  let engine: Template;
  let catalog: Catalog;
  let alarms: Map<string, Record<string, unknown>>;

  beforeAll(async () => {
    ({ engine, catalog } = await deployed({ alarmEmail: 'ops@shop.example' }));
    alarms = new Map(
      [...ofType(engine, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) => [
        String(Properties.AlarmName).replace('milepost-test-', ''),
        Properties,
      ]),
    );
  });

  it('watch each queue’s age and dead letters, each function’s errors and p99, each journey’s failures', () => {
    const expected = [
      ...queueNames.flatMap((queue) => [`${queue}-dead`, `${queue}-old`]),
      ...functionNames.flatMap((name) => [`${name}-errors`, `${name}-slow`]),
      ...[...catalog.journeys.keys()].map((journey) => `${journey}-failed`),
      'transitions-throttled',
      'starts-throttled',
      'sweep-missing',
      'run-sweep-missing',
      'marketing-paused',
      'account-bounce-rate',
      'account-complaint-rate',
    ];
    expect([...alarms.keys()].sort()).toEqual(expected.sort());
  });

  it('lead to sections that docs/runbook.md has, and it has none that no alarm leads to', () => {
    const runbook = readFileSync(join(root, 'docs', 'runbook.md'), 'utf8');
    const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    const linked = [...alarms.values()].map(({ AlarmDescription }) => String(AlarmDescription).split('#')[1]);
    expect(new Set(linked)).toEqual(new Set(sections));
    expect(headings).toEqual(expect.arrayContaining([...sections]));
  });

  it('are told by e-mail', () => {
    engine.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@shop.example',
    });
    const [topic] = ofType(engine, 'AWS::SNS::Topic').keys();
    for (const { AlarmActions } of alarms.values()) expect(asText(AlarmActions)).toBe(`<${topic}>`);
  });

  it('may be told: the topic lets CloudWatch in, of this account alone', () => {
    const policies = [...ofType(engine, 'AWS::SNS::TopicPolicy').values()];
    expect(JSON.stringify(policies)).toContain('"Principal":{"Service":"cloudwatch.amazonaws.com"}');
    expect(JSON.stringify(policies)).toContain(
      '{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}',
    );
  });

  it('an exit stops an execution, which is no failure and raises none', () => {
    expect(JSON.stringify([...alarms.values()])).not.toContain('ExecutionsAborted');
  });

  it('a sweep that does not come is an alarm, though it leaves no data', () => {
    expect(alarms.get('sweep-missing')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  it('a daily sweep that does not come is one after two days, and one that fails or is slow is one at once', () => {
    expect(alarms.get('run-sweep-missing')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Period: 86_400,
      EvaluationPeriods: 2,
      TreatMissingData: 'breaching',
    });
    for (const name of ['sweep-runs-errors', 'sweep-runs-slow']) {
      expect(alarms.get(name)).toMatchObject({ EvaluationPeriods: 1 });
    }
    expect(alarms.get('sweep-due-errors')).toMatchObject({ EvaluationPeriods: 2 });
  });

  it('marketing that pauses by itself is found in the log of whoever may pause it', () => {
    const filters = [...ofType(engine, 'AWS::Logs::MetricFilter').values()];
    expect(filters).toHaveLength(4);
    for (const { Properties } of filters) {
      expect(Properties.FilterPattern).toBe(`{ $.message = "${PAUSED}*" }`);
      expect(Properties.MetricTransformations).toMatchObject([{ MetricName: 'MarketingPaused-test' }]);
    }
    expect(alarms.get('marketing-paused')).toMatchObject({ MetricName: 'MarketingPaused-test' });
  });

  it('are on the one dashboard, with what came in, runs, waits and failed', () => {
    engine.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    const [dashboard] = ofType(engine, 'AWS::CloudWatch::Dashboard').values();
    const body = asText(dashboard?.Properties.DashboardBody);
    for (const title of ['Alarms', 'Runs started', 'Runs failed', 'Jobs that wait', 'Dead letters']) {
      expect(body).toContain(`"title":"${title}"`);
    }
  });
});

/** As GitHub links a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
