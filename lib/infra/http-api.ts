// The HTTP API: the app that the embedded server serves, as two functions. The one that takes events can reach the bus
// only; what is kept of customers, and their own pages, have the other. The app itself checks the write key, and the links
// of customers.

import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { retentionOf } from './log-retention.ts';
import { acknowledge } from './nag.ts';
import { names } from './names.ts';
import type { Settings } from './settings.ts';

export type DoorProps = { settings: Pick<Settings, 'stage' | 'logDays' | 'publicUrl' | 'certificateArn'> };

/** A flood is turned away before it costs an invocation each; clients come again with what was not taken. */
const THROTTLE = { rateLimit: 1000, burstLimit: 2000 };

const ROUTES = [
  { path: '/v1/{proxy+}', methods: [HttpMethod.ANY] },
  { path: '/health', methods: [HttpMethod.GET] },
  { path: '/openapi.json', methods: [HttpMethod.GET] },
];

/** Of two routes that fit, API Gateway takes the one that says more. */
const ROUTES_OF_CUSTOMERS = [
  { path: '/v1/customers/{proxy+}', methods: [HttpMethod.ANY] },
  { path: '/v1/messages/{proxy+}', methods: [HttpMethod.ANY] },
  // The customers' pages: unsubscribe, preferences, double opt-in. The app answers methods that they do not take.
  { path: '/u/{proxy+}', methods: [HttpMethod.ANY] },
  { path: '/p/{proxy+}', methods: [HttpMethod.ANY] },
  { path: '/d/{proxy+}', methods: [HttpMethod.ANY] },
];

/** Its address is known before the functions behind it: the functions that send put it into messages. */
export class Door extends Construct {
  readonly api: HttpApi;
  /** What the links in messages begin with. */
  readonly publicUrl: string;
  /** What the CNAME record of the custom domain says, where there is one. */
  readonly domainTarget?: string;

  constructor(scope: Construct, id: string, { settings }: DoorProps) {
    super(scope, id);
    const { stage, logDays, publicUrl, certificateArn } = settings;
    this.api = new HttpApi(this, 'Api', { apiName: `milepost-${stage}`, createDefaultStage: false });
    this.publicUrl = publicUrl ?? this.api.apiEndpoint;
    const opened = this.#openStage(stage, logDays);
    if (publicUrl === undefined || certificateArn === undefined) return;
    const domain = new DomainName(this, 'Domain', {
      domainName: new URL(publicUrl).hostname,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    new ApiMapping(this, 'Mapping', { api: this.api, domainName: domain, stage: opened });
    this.domainTarget = domain.regionalDomainName;
  }

  /** Gives every route to its function. */
  leadTo({ takeEvents, serveCustomers }: { takeEvents: IFunction; serveCustomers: IFunction }): void {
    this.#serve('TakeEvents', takeEvents, ROUTES);
    this.#serve('ServeCustomers', serveCustomers, ROUTES_OF_CUSTOMERS);
  }

  #openStage(stage: string, logDays: number): HttpStage {
    const logs = new LogGroup(this, 'AccessLogs', {
      logGroupName: names.logs(stage, 'http'),
      retention: retentionOf(logDays),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        // No address of the caller, no header and no path: neither customers nor keys nor links are in the log.
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
          'The app checks the write key of every request to /v1 in constant time (functions/http/write-key.ts), and the signature of every link to the customers’ pages (lib/journey/links/signed-link.ts); /health and /openapi.json hold nothing of customers',
      });
    }
  }
}
