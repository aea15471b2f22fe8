// What work costs in US dollars, by service.

import { type EmailPlan, each, type PriceList } from './prices.ts';
import { unitsOf } from './requests.ts';
import type { Work } from './work.ts';

export const services = ['stepFunctions', 'lambda', 'dynamodb', 'eventBridge', 'sqs', 'ses', 'sns'] as const;
export type Service = (typeof services)[number];

export type Bill = Record<Service, number> & { total: number };

/** What prices depend on beside the work. */
export type Terms = {
  prices: PriceList;
  emailPlan: EmailPlan;
  /** Dollars for a text message of one part. */
  textPrice: number;
  /** How long a call of a function takes (ms), and its memory (MB): assumed, until measured in an account. */
  callMillis: number;
  memoryMegabytes: number;
};

/** A job in a queue is sent, received and deleted. */
const REQUESTS_PER_JOB = 3;

export function billOf(work: Work, terms: Terms): Bill {
  const { prices, emailPlan, textPrice, callMillis, memoryMegabytes } = terms;
  const { reads, writes } = unitsOf(work.calls);
  const gigabyteSeconds = work.invocations * (callMillis / 1000) * (memoryMegabytes / 1024);
  const parts: Record<Service, number> = {
    stepFunctions: work.transitions * each(prices.transition),
    lambda: work.invocations * each(prices.invocation) + gigabyteSeconds * each(prices.gigabyteSecond),
    dynamodb: reads * each(prices.read) + writes * each(prices.write),
    eventBridge: work.events * each(prices.event),
    sqs: work.jobs * REQUESTS_PER_JOB * each(prices.queueRequest),
    ses: work.emails * each(prices.email[emailPlan]),
    sns: work.texts * textPrice + work.pushes * each(prices.push),
  };
  const total = services.reduce((sum, service) => sum + parts[service], 0);
  return { ...parts, total };
}
