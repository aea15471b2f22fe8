// The HTTP API on AWS.

import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { asText, deployed, ofType, propertyOf } from './deployed.ts';

describe('the HTTP API', () => {
  let engine: Template;

  beforeAll(async () => {
    ({ engine } = await deployed());
  });

  it('gives what speaks of one customer to a function that may read the table, and all else to one that may not', () => {
    const routes = [...ofType(engine, 'AWS::ApiGatewayV2::Route').values()];
    const keys = routes.map(({ Properties }) => Properties.RouteKey).sort();
    expect(keys).toEqual([
      'ANY /d/{proxy+}',
      'ANY /p/{proxy+}',
      'ANY /u/{proxy+}',
      'ANY /v1/customers/{proxy+}',
      'ANY /v1/messages/{proxy+}',
      'ANY /v1/{proxy+}',
      'GET /health',
      'GET /openapi.json',
    ]);
    const integrations = ofType(engine, 'AWS::ApiGatewayV2::Integration');
    const served = (key: string) => {
      const route = routes.find(({ Properties }) => Properties.RouteKey === key);
      const id = /Api\w+/.exec(asText(route?.Properties.Target).replace(/^.*</, ''))?.[0];
      return asText(
        [...integrations].find(([name]) => name.includes(id ?? ''))?.[1].Properties.IntegrationUri,
      );
    };
    expect(integrations.size).toBe(2);
    expect(served('ANY /v1/{proxy+}')).toMatch(/^<Functionstakeevents/);
    expect(served('ANY /v1/customers/{proxy+}')).toMatch(/^<Functionsservecustomers/);
    expect(served('ANY /u/{proxy+}')).toMatch(/^<Functionsservecustomers/);
  });

  it('turns a flood away before it costs invocations', () => {
    engine.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
    });
  });

  it('logs each request, without the caller’s address or key', () => {
    const [stage] = ofType(engine, 'AWS::ApiGatewayV2::Stage').values();
    const { Format } = propertyOf(stage, 'AccessLogSettings');
    expect(Format).toContain('$context.status');
    expect(Format).not.toMatch(/sourceIp|authorizer|identity/);
  });

  it('reads the write key from its secret, which is neither in the template nor in the environment', () => {
    const functions = [...ofType(engine, 'AWS::Lambda::Function').values()];
    const door = functions.find(({ Properties }) => Properties.FunctionName === 'milepost-test-take-events');
    const environment = propertyOf(door, 'Environment', 'Variables');
    expect(asText(environment.MILEPOST_WRITE_KEY_ARN)).toMatch(/^<.*WriteKey.*>$/);
    expect(environment).not.toHaveProperty('MILEPOST_WRITE_KEY');
  });

  it('is where links in messages lead, and each sender knows it; their keys are a secret', () => {
    const functions = [...ofType(engine, 'AWS::Lambda::Function').values()];
    for (const name of ['send-email', 'send-sms', 'send-push']) {
      const sender = functions.find(({ Properties }) => Properties.FunctionName === `milepost-test-${name}`);
      const environment = propertyOf(sender, 'Environment', 'Variables');
      expect(asText(environment.MILEPOST_PUBLIC_URL)).toBe('<HttpApi4E1D4184.ApiEndpoint>');
      expect(asText(environment.MILEPOST_LINK_KEYS_ARN)).toMatch(/^<.*LinkKeys.*>$/);
    }
  });

  it('may have a host of its own, with a certificate or behind a proxy', async () => {
    const publicUrl = 'https://news.shop.example';
    const certificateArn = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';
    const { engine: behindProxy } = await deployed({ publicUrl });
    behindProxy.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    const { engine: own } = await deployed({ publicUrl, certificateArn });
    own.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'news.shop.example',
      DomainNameConfigurations: [{ CertificateArn: certificateArn }],
    });
    own.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
    expect(own.findOutputs('DomainTarget')).toHaveProperty('DomainTarget');
    for (const one of [behindProxy, own]) {
      one.hasResourceProperties('AWS::Lambda::Function', {
        FunctionName: 'milepost-test-send-email',
        Environment: { Variables: { MILEPOST_PUBLIC_URL: publicUrl } },
      });
    }
    await expect(deployed({ publicUrl: 'http://news.shop.example' })).rejects.toThrow(
      'must be an address such as https://news.shop.example',
    );
  });
});
