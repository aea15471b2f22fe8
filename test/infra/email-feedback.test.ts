// What SES tells of e-mails comes home: sets, their events, and the rule that knows its own.

import { describe, expect, it } from 'vitest';
import { sesDetailTypes } from '../../lib/aws/feedback/ses-events.ts';
import { asText, deployed, ofType, propertyOf } from './deployed.ts';

async function feedbackOf(context: Record<string, string> = {}) {
  const { engine } = await deployed(context);
  const rule = [...ofType(engine, 'AWS::Events::Rule').values()].find(({ Properties }) =>
    JSON.stringify(Properties).includes('aws.ses'),
  );
  const sender = [...ofType(engine, 'AWS::Lambda::Function').values()].find(
    ({ Properties }) => Properties.FunctionName === 'milepost-test-send-email',
  );
  return {
    engine,
    rule,
    sets: [...ofType(engine, 'AWS::SES::ConfigurationSet').values()].map(({ Properties }) => Properties),
    events: [...ofType(engine, 'AWS::SES::ConfigurationSetEventDestination').values()].map(({ Properties }) =>
      propertyOf({ Type: '', Properties }, 'EventDestination'),
    ),
    environment: propertyOf(sender, 'Environment', 'Variables'),
  };
}

const outcomes = ['delivery', 'deliveryDelay', 'bounce', 'complaint', 'reject'];

describe('feedback of SES', () => {
  it('goes to the default bus, and tells of no openings and clicks unless it is told to', async () => {
    const { sets, events, environment } = await feedbackOf();
    expect(sets).toMatchObject([
      {
        Name: 'milepost-test',
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
        ReputationOptions: { ReputationMetricsEnabled: true },
      },
    ]);
    expect(events).toMatchObject([{ Enabled: true, MatchingEventTypes: outcomes }]);
    expect(
      asText(propertyOf({ Type: '', Properties: events[0] ?? {} }, 'EventBridgeDestination').EventBusArn),
    ).toMatch(/:event-bus\/default$/);
    expect(environment).toMatchObject({ MILEPOST_CONFIGURATION_SET: 'milepost-test' });
    expect(environment).not.toHaveProperty('MILEPOST_TRACKED_CONFIGURATION_SET');
  });

  it('comes from the rule to its queue, with dead letters, and only that of this stage', async () => {
    const { rule } = await feedbackOf();
    expect(rule?.Properties).not.toHaveProperty('EventBusName');
    expect(rule?.Properties.EventPattern).toEqual({
      source: ['aws.ses'],
      'detail-type': [...sesDetailTypes],
      detail: { mail: { tags: { 'ses:configuration-set': ['milepost-test'] } } },
    });
    expect(asText(rule?.Properties.Targets)).toMatch(/feedback/i);
    expect(rule?.Properties.Targets).toMatchObject([{ DeadLetterConfig: {} }]);
  });

  it('with "track", tells of openings and clicks of the mails that go out under a set of their own', async () => {
    const { sets, events, environment, rule } = await feedbackOf({ track: 'true' });
    expect(sets.map(({ Name }) => Name)).toEqual(['milepost-test', 'milepost-test-tracked']);
    expect(events.map(({ MatchingEventTypes }) => MatchingEventTypes)).toEqual([
      outcomes,
      [...outcomes, 'open', 'click'],
    ]);
    expect(environment).toMatchObject({ MILEPOST_TRACKED_CONFIGURATION_SET: 'milepost-test-tracked' });
    expect(JSON.stringify(rule?.Properties.EventPattern)).toContain(
      '["milepost-test","milepost-test-tracked"]',
    );
  });

  it('uses a configuration set that is there, and leaves its settings alone', async () => {
    const { sets, events, environment } = await feedbackOf({ configurationSet: 'journeys' });
    expect(sets).toEqual([]);
    expect(events).toHaveLength(1);
    expect(environment).toMatchObject({ MILEPOST_CONFIGURATION_SET: 'journeys' });
  });
});
