// What every entry has around it: a log line's fields, a trace, and the count of what failed. Declared once.

import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { BatchAnswer } from '../../functions/middleware/queue.ts';

export const logger = new Logger();
/** Calls to AWS are traced by their clients. Hosts of webhooks are sent no header of a trace, as they are no part of it. */
export const tracer = new Tracer({ captureHTTPsRequests: false });
const metrics = new Metrics();

/** What functions/ makes: a handler that takes whatever Lambda brings. */
type Handler<Event, Answer> = (event: Event, context: Context) => Promise<Answer>;

export function observed<Event, Answer>(handle: Handler<Event, Answer>) {
  return middy<Event, Answer>({ timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(captureLambdaHandler(tracer, { captureResponse: false }))
    .use(logMetrics(metrics, { throwOnEmptyMetrics: false }))
    .onError(({ error }) => {
      logger.error('failed', { error });
    })
    .handler(handle);
}

/**
 * A function that takes from a queue. A record that failed is no error of the function, so it is told here, by its
 * reason, and counted; Lambda is told the records alone.
 */
export function observedQueue<Event>(handle: Handler<Event, BatchAnswer>) {
  return observed(async (event: Event, context: Context) => {
    const { batchItemFailures } = await handle(event, context);
    for (const { itemIdentifier, error } of batchItemFailures) {
      logger.warn('a record failed, and comes again', { messageId: itemIdentifier, reason: error });
    }
    if (batchItemFailures.length > 0) {
      metrics.addMetric('FailedRecords', MetricUnit.Count, batchItemFailures.length);
    }
    return { batchItemFailures: batchItemFailures.map(({ itemIdentifier }) => ({ itemIdentifier })) };
  });
}
