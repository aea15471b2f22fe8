// Takes from the queue of e-mails, and sends by SES.

import { SESClient } from '@aws-sdk/client-ses';
import { sendMessages } from '../../functions/send-messages.ts';
import { createEmailSender } from '../../lib/aws/senders/email.ts';
import { sendOnce } from '../../lib/aws/senders/send-once.ts';
import { catalog } from './catalog.ts';
import { requireEnv } from './environment.ts';
import { links } from './links.ts';
import { observedQueue, tracer } from './observed.ts';
import { clock, queues, runner, stores } from './ports.ts';

const trackedSet = process.env.MILEPOST_TRACKED_CONFIGURATION_SET;
const sender = createEmailSender(tracer.captureAWSv3Client(new SESClient(sendOnce)), {
  from: requireEnv('MILEPOST_FROM'),
  configurationSet: requireEnv('MILEPOST_CONFIGURATION_SET'),
  ...(trackedSet && { trackedSet }),
});

const ports = { clock, ...stores(), runner: runner(), queues: queues(), links: links(), sender };

export const handler = observedQueue(sendMessages('email', ports, catalog));
