// The quotas of AWS that runs come up against, by default and by region, as looked up on 2026-11-26 in stored copies of
// the pages named. Most are raised on request; new accounts begin lower in places, and AWS raises some by itself.

export const quotaRegions = ['eu-central-1', 'us-east-1'] as const;
export type QuotaRegion = (typeof quotaRegions)[number];

/** A token bucket: `refill` a second, and `size` at once. */
export type Rate = { kind: 'rate'; size: number; refill: number };
/** So many at the same time. */
export type Level = { kind: 'level'; most: number };

export type Quota = { name: string; url: string; limit: Record<QuotaRegion, Rate | Level> };

const rate = (refill: number, size = refill): Rate => ({ kind: 'rate', size, refill });
const everywhere = (limit: Rate | Level) => ({ 'eu-central-1': limit, 'us-east-1': limit });

/** The rates are those of the guide's archive of 2023: look at this page for those of today, and of your account. */
const STEP_FUNCTIONS = 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html';
const EVENTBRIDGE = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html';
const LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const DYNAMODB =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode-max-throughput.html';
const SES = 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html';
const SMS = 'https://aws.amazon.com/end-user-messaging/pricing/';

export const quotas = {
  openExecutions: {
    name: 'open executions',
    url: STEP_FUNCTIONS,
    limit: everywhere({ kind: 'level', most: 1_000_000 }),
  },
  starts: {
    name: 'StartExecution',
    url: STEP_FUNCTIONS,
    limit: { 'eu-central-1': rate(150, 800), 'us-east-1': rate(300, 1300) },
  },
  transitions: {
    name: 'state transitions',
    url: STEP_FUNCTIONS,
    limit: { 'eu-central-1': rate(500, 800), 'us-east-1': rate(1500, 5000) },
  },
  answers: {
    name: 'SendTaskSuccess and -Failure',
    url: STEP_FUNCTIONS,
    limit: { 'eu-central-1': rate(300, 1500), 'us-east-1': rate(500, 3000) },
  },
  stops: {
    name: 'StopExecution',
    url: STEP_FUNCTIONS,
    limit: { 'eu-central-1': rate(25, 500), 'us-east-1': rate(200, 1000) },
  },
  describes: {
    name: 'DescribeExecution',
    url: STEP_FUNCTIONS,
    limit: { 'eu-central-1': rate(10, 250), 'us-east-1': rate(15, 300) },
  },
  puts: {
    name: 'PutEvents',
    url: EVENTBRIDGE,
    limit: { 'eu-central-1': rate(2400), 'us-east-1': rate(10_000) },
  },
  deliveries: {
    name: 'deliveries of the bus to its queue',
    url: EVENTBRIDGE,
    limit: { 'eu-central-1': rate(4500), 'us-east-1': rate(18_750) },
  },
  concurrency: {
    name: 'Lambda, calls at the same time',
    url: LAMBDA,
    limit: everywhere({ kind: 'level', most: 1000 }),
  },
  reads: { name: 'DynamoDB, read units of a table', url: DYNAMODB, limit: everywhere(rate(40_000)) },
  writes: { name: 'DynamoDB, write units of a table', url: DYNAMODB, limit: everywhere(rate(40_000)) },
  /** In the sandbox. AWS grants each account its own rate, and no longer says with what it begins. */
  emails: { name: 'SES, e-mails, in the sandbox', url: SES, limit: everywhere(rate(1)) },
  /** One toll-free number in the United States; other senders and countries have other rates. */
  texts: { name: 'SNS, text messages of one number', url: SMS, limit: everywhere(rate(3)) },
} satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
