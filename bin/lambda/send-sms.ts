// Takes from the queue of text messages, and sends by SNS.

import { SNSClient } from '@aws-sdk/client-sns';
import { sendMessages } from '../../functions/send-messages.ts';
import { sendOnce } from '../../lib/aws/senders/send-once.ts';
import { createSmsSender } from '../../lib/aws/senders/sms.ts';
import { catalog } from './catalog.ts';
import { links } from './links.ts';
import { observedQueue, tracer } from './observed.ts';
import { clock, queues, runner, stores } from './ports.ts';

const senderId = process.env.MILEPOST_SMS_SENDER_ID;
const sender = createSmsSender(
  tracer.captureAWSv3Client(new SNSClient(sendOnce)),
  senderId ? { senderId } : {},
);

const ports = { clock, ...stores(), runner: runner(), queues: queues(), links: links(), sender };

export const handler = observedQueue(sendMessages('sms', ports, catalog));
