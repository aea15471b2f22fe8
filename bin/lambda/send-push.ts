// Takes from the queue of push notifications, and sends by SNS.

import { SNSClient } from '@aws-sdk/client-sns';
import { sendMessages } from '../../functions/send-messages.ts';
import { createPushSender } from '../../lib/aws/senders/push.ts';
import { sendOnce } from '../../lib/aws/senders/send-once.ts';
import { catalog } from './catalog.ts';
import { links } from './links.ts';
import { observedQueue, tracer } from './observed.ts';
import { clock, queues, runner, stores } from './ports.ts';

const sender = createPushSender(tracer.captureAWSv3Client(new SNSClient(sendOnce)));

const ports = { clock, ...stores(), runner: runner(), queues: queues(), links: links(), sender };

export const handler = observedQueue(sendMessages('push', ports, catalog));
