// Alarms on queues: jobs that failed for good, and jobs that wait longer than they should.

import { Duration } from 'aws-cdk-lib';
import type { JobQueue } from '../job-queue.ts';
import type { QueueName } from '../names.ts';
import type { AlarmRule } from './rule.ts';

/** How long (min) a job may wait. A burst of messages takes its time at the channel's rate; events wait for nobody. */
const patience: Record<QueueName, number> = {
  events: 10,
  due: 30,
  ended: 60,
  feedback: 60,
  erasures: 60,
  email: 240,
  sms: 240,
  push: 240,
  inbox: 60,
  webhook: 240,
};

const period = Duration.minutes(5);

export function queueRules(queue: QueueName, { queue: jobs, deadLetters }: JobQueue): AlarmRule[] {
  return [
    {
      name: `${queue}-dead`,
      means: `A job of the queue "${queue}" failed for good and waits among the dead letters`,
      section: 'dead-letters',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      threshold: 0,
    },
    {
      name: `${queue}-old`,
      means: `The oldest job of the queue "${queue}" has waited for more than ${patience[queue]} minutes`,
      section: 'a-queue-grows-old',
      metric: jobs.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      threshold: patience[queue] * 60,
      periods: 2,
    },
  ];
}
