// Synthesis: the same from the same, without network, and never something that CloudFormation would refuse.

import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { findCycle, refuseCycle } from '../../lib/infra/cycles.ts';
import { readSettings } from '../../lib/infra/settings.ts';
import { anApp, deployed } from './deployed.ts';

describe('synthesis', () => {
  it('makes the same templates of the same journeys and settings', async () => {
    const [first, second] = [await deployed(), await deployed()];
    expect(second.engine.toJSON()).toEqual(first.engine.toJSON());
    expect(second.stateful.toJSON()).toEqual(first.stateful.toJSON());
  });

  it('of neither stack makes a template with a cycle', async () => {
    const { engine, stateful } = await deployed();
    expect(findCycle(engine.toJSON())).toBeUndefined();
    expect(findCycle(stateful.toJSON())).toBeUndefined();
  });

  it('takes nothing from the environment', async () => {
    const before = await deployed();
    process.env.MILEPOST_FROM = 'other@shop.example';
    process.env.AWS_REGION = 'eu-west-1';
    try {
      expect((await deployed()).engine.toJSON()).toEqual(before.engine.toJSON());
    } finally {
      delete process.env.MILEPOST_FROM;
      delete process.env.AWS_REGION;
    }
  });
});

describe('a cycle', () => {
  const role = { Type: 'AWS::IAM::Role' };

  it('is found through Ref, Fn::GetAtt, Fn::Sub and DependsOn', () => {
    const Resources = {
      Role: role,
      Machine: { Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, To: { Ref: 'Function' } } },
      Function: {
        Properties: { Environment: { 'Fn::Sub': ['$', '{Policy.Id}/$', '{AWS::Region}'].join('') } },
      },
      Policy: { DependsOn: ['Machine'] },
    };
    expect(findCycle({ Resources })).toEqual(['Machine', 'Function', 'Policy', 'Machine']);
  });

  it('is none where two wait for the same third', () => {
    const Resources = { A: { DependsOn: ['C'] }, B: { DependsOn: ['A', 'C'] }, C: role };
    expect(findCycle({ Resources })).toBeUndefined();
  });

  it('stops synthesis, with the way round it and out of it', () => {
    const Resources = { A: { DependsOn: 'B' }, B: { Properties: { Of: { 'Fn::GetAtt': 'A.Arn' } } } };
    expect(() => refuseCycle('Engine', { Resources })).toThrow(
      'the stack Engine has a cycle, which CloudFormation refuses: A → B → A; name one of them by a formatted ARN',
    );
  });
});

describe('settings', () => {
  const read = (context: Record<string, unknown>) => readSettings((name) => context[name]);

  it('need a stage and a sender; the rest has its usual value', () => {
    expect(read({ stage: 'prod', from: 'Shop <hello@shop.example>' })).toMatchObject({
      stage: 'prod',
      webhookHosts: [],
      emailRate: 14,
      timezone: 'UTC',
    });
  });

  it('that are wrong are all told at once, with how to say them', () => {
    expect(() => read({ stage: 'Prod-1', emailRate: 'fast' })).toThrow(
      /stage is "Prod-1": must be lower-case letters and digits.*\n.*from is missing: add --context from=….*\n.*emailRate is "fast"/,
    );
  });

  it('are the same from the command line and from cdk.json', () => {
    const said = read({ stage: 'prod', from: 'hello@shop.example', smsRate: '5', strictEvents: 'true' });
    const written = read({ stage: 'prod', from: 'hello@shop.example', smsRate: 5, strictEvents: true });
    expect(said).toEqual(written);
  });

  it('with the example of a sender are warned of, since SES would refuse each e-mail', async () => {
    const warnings = async (from: string) => {
      const { engine } = await anApp({ from });
      return Annotations.fromStack(engine).findWarning('*', Match.stringLikeRegexp('which SES refuses'));
    };
    expect(await warnings('Shop <hello@example.com>')).toHaveLength(1);
    expect(await warnings('Shop <hello@shop.example>')).toHaveLength(0);
  });

  it('refuse what is no host', () => {
    const webhookHosts = 'https://hooks.shop.example/x';
    expect(() => read({ stage: 'prod', from: 'hello@shop.example', webhookHosts })).toThrow('is no host');
  });
});
