// The HTTP API: the app that the embedded server serves, as two functions. The one that takes events can reach the bus
// only; what is kept of customers has the other. The app itself checks the write key.

import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { retentionOf } from './log-retention.ts';
import { acknowledge } from './nag.ts';
import { names } from './names.ts';
import type { Settings } from './settings.ts';

export type EventsApiProps = {
  settings: Pick<Settings, 'stage' | 'logDays'>;
  takeEvents: IFunction;
  serveCustomers: IFunction;
};

/** A flood is turned away before it costs an invocation each; clients come again with what was not taken. */
const THROTTLE = { rateLimit: 1000, burstLimit: 2000 };

const ROUTES = [
  { path: '/v1/{proxy+}', methods: [HttpMethod.ANY] },
  { path: '/health', methods: [HttpMethod.GET] },
  { path: '/openapi.json', methods: [HttpMethod.GET] },
];

/** Of two routes that fit, API Gateway takes the one that says more. */
const ROUTES_OF_CUSTOMERS = ['/v1/customers/{proxy+}', '/v1/messages/{proxy+}'].map((path) => ({
  path,
  methods: [HttpMethod.ANY],
}));

export class EventsApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: EventsApiProps) {
    super(scope, id);
    const { stage, logDays } = props.settings;
    this.api = new HttpApi(this, 'Api', { apiName: `milepost-${stage}`, createDefaultStage: false });
    this.#serve('TakeEvents', props.takeEvents, ROUTES);
    this.#serve('ServeCustomers', props.serveCustomers, ROUTES_OF_CUSTOMERS);
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: names.logs(stage, 'http'),
      retention: retentionOf(logDays),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        // No address of the caller, and no header: neither customers nor keys are in the log.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: '$context.requestId',
            time: '$context.requestTime',
            route: '$context.routeKey',
            status: '$context.status',
            latency: '$context.responseLatency',
            error: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
  }

  #serve(id: string, lambda: IFunction, routes: typeof ROUTES): void {
    const integration = new HttpLambdaIntegration(id, lambda, { scopePermissionToRoute: false });
    for (const route of routes.flatMap((one) => this.api.addRoutes({ ...one, integration }))) {
      acknowledge(route, {
        'AwsSolutions-APIG4':
          'The app checks the write key of every request to /v1 in constant time (functions/http/write-key.ts); /health and /openapi.json hold nothing of customers',
      });
    }
  }
}
