// The adapters of AWS, each made when an entry asks for it: once, as its function starts.

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createBus } from '../../lib/aws/bus.ts';
import { createClock } from '../../lib/aws/clock.ts';
import { createQueues, queueUrlsOf } from '../../lib/aws/queues.ts';
import { createRunner } from '../../lib/aws/runner.ts';
import { createStoreClient } from '../../lib/aws/stores/client.ts';
import { createStores } from '../../lib/aws/stores/index.ts';
import type { Salt } from '../../lib/aws/stores/tombstones.ts';
import { periodsOf, RetentionSchema } from '../../lib/journey/retention.ts';
import { requireEnv, timeScale, whereHere } from './environment.ts';
import { tracer } from './observed.ts';

export const clock = createClock(timeScale.factor, timeScale.epoch);

const periods = periodsOf(RetentionSchema.parse(JSON.parse(process.env.MILEPOST_RETENTION ?? '{}')));

/** With the salt of tombstones, for functions that make customers known or erase them. */
export const stores = (salt?: Salt) =>
  createStores(
    tracer.captureAWSv3Client(createStoreClient()),
    requireEnv('MILEPOST_TABLE'),
    clock,
    salt,
    periods,
  );

export const bus = () =>
  createBus(tracer.captureAWSv3Client(new EventBridgeClient({})), requireEnv('MILEPOST_BUS'));

export const runner = () =>
  createRunner(tracer.captureAWSv3Client(new SFNClient({})), whereHere(), timeScale);

export const queues = () =>
  createQueues(tracer.captureAWSv3Client(new SQSClient({})), queueUrlsOf(process.env));
