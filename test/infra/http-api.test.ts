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
});
