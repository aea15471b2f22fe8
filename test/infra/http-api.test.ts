// The HTTP API on AWS.

import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { asText, deployed, ofType, propertyOf } from './deployed.ts';

describe('the HTTP API', () => {
  let engine: Template;

  beforeAll(async () => {
    ({ engine } = await deployed());
  });

  it('gives everything under /v1, the customers’ pages, the health and the description to one function', () => {
    const routes = [...ofType(engine, 'AWS::ApiGatewayV2::Route').values()];
    const keys = routes.map(({ Properties }) => Properties.RouteKey).sort();
    expect(keys).toEqual([
      'ANY /d/{proxy+}',
      'ANY /p/{proxy+}',
      'ANY /u/{proxy+}',
      'ANY /v1/{proxy+}',
      'GET /health',
      'GET /openapi.json',
    ]);
    const [integration, ...more] = ofType(engine, 'AWS::ApiGatewayV2::Integration').values();
    expect(more).toEqual([]);
    expect(asText(integration?.Properties.IntegrationUri)).toMatch(/^<Functionstakeevents/);
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
