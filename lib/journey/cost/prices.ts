// What AWS charges, in US dollars, by region: the one place that knows prices. Free tiers, volume discounts, storage,
// logs, alarms and data that leaves AWS are left out.

/** The day on which all of this was looked up; each figure says of when its source is. */
export const LOOKED_UP = '2026-11-26';

/** `from` names the source. Where none was found for a region, `borrowed` says whose figure stands in. */
export type Price = { dollars: number; per: number; from: SourceName; borrowed?: 'us-east-1' };

export type PriceList = {
  /** Step Functions, Standard: a state entered, or a retry. */
  transition: Price;
  /** Lambda on arm64: a call, and the time that it takes by the memory that it has. */
  invocation: Price;
  gigabyteSecond: Price;
  /** DynamoDB on demand: a request unit, up to 4 KB read consistently and up to 1 KB written. */
  read: Price;
  write: Price;
  /** EventBridge: an event put on a bus, up to 64 KB. */
  event: Price;
  /** SQS: a request to a standard queue, up to 64 KB. */
  queueRequest: Price;
  /** SES: an e-mail, by plan. Accounts that are new since July 2026 begin with `essentials`. */
  email: Record<EmailPlan, Price>;
  /** SNS: a push notification. */
  push: Price;
};

export const emailPlans = ['essentials', 'a-la-carte'] as const;
export type EmailPlan = (typeof emailPlans)[number];

type Source = { url: string; asOf: string; says?: string };

export const sources = {
  stepFunctions: {
    url: 'https://aws.amazon.com/step-functions/pricing/',
    asOf: '2026-11',
    says: 'the table of state transitions by region; read from a copy without a date, and dated by the day it was read',
  },
  lambdaVirginia: {
    url: 'https://cloudchipr.com/blog/aws-lambda-pricing',
    asOf: '2024',
    says: 'the first tier, arm64; one price in all regions but a few outside North America and Europe',
  },
  dynamodbVirginia: {
    url: 'https://airbyte.com/data-engineering-resources/dynamodb-pricing',
    asOf: '2025-07-21',
    says: 'after the price cut of November 2024',
  },
  eventBridge: {
    url: 'https://www.factualminds.com/blog/amazon-eventbridge-pricing-events-pipes-schema-archive/',
    asOf: '2026-06',
  },
  sqsVirginia: { url: 'https://cloudburn.io/blog/amazon-sqs-pricing', asOf: '2026-03-14' },
  ses: {
    url: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonSES/20260722172054/us-east-1/index.json',
    asOf: '2026-07-22',
    says: 'the plan Essentials up to 10 million e-mails a month, and à la carte',
  },
  sns: {
    url: 'https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/',
    asOf: '2026',
  },
  frankfurt: {
    url: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    asOf: '2026-07-24',
    says: 'as a review of costs in eu-central-1 quotes the AWS Price List: Lambda calls, DynamoDB and SQS; the page itself was not read',
  },
  sms: {
    url: 'https://aws.amazon.com/end-user-messaging/pricing/',
    asOf: '2026-04-07',
    says: 'as reports on sending to these countries quote it',
  },
} satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;

const MILLION = 1_000_000;

const virginia: PriceList = {
  transition: { dollars: 0.025, per: 1000, from: 'stepFunctions' },
  invocation: { dollars: 0.2, per: MILLION, from: 'lambdaVirginia' },
  gigabyteSecond: { dollars: 13.3334, per: MILLION, from: 'lambdaVirginia' },
  read: { dollars: 0.125, per: MILLION, from: 'dynamodbVirginia' },
  write: { dollars: 0.625, per: MILLION, from: 'dynamodbVirginia' },
  event: { dollars: 1, per: MILLION, from: 'eventBridge' },
  queueRequest: { dollars: 0.4, per: MILLION, from: 'sqsVirginia' },
  email: {
    essentials: { dollars: 0.16, per: 1000, from: 'ses' },
    'a-la-carte': { dollars: 0.1, per: 1000, from: 'ses' },
  },
  push: { dollars: 0.5, per: MILLION, from: 'sns' },
};

const frankfurt: PriceList = {
  transition: { dollars: 0.025, per: 1000, from: 'stepFunctions' },
  invocation: { dollars: 0.2, per: MILLION, from: 'frankfurt' },
  gigabyteSecond: { dollars: 13.3334, per: MILLION, from: 'lambdaVirginia' },
  read: { dollars: 0.1525, per: MILLION, from: 'frankfurt' },
  write: { dollars: 0.7625, per: MILLION, from: 'frankfurt' },
  event: { ...virginia.event, borrowed: 'us-east-1' },
  queueRequest: { dollars: 0.4, per: MILLION, from: 'frankfurt' },
  email: {
    essentials: { ...virginia.email.essentials, borrowed: 'us-east-1' },
    'a-la-carte': { ...virginia.email['a-la-carte'], borrowed: 'us-east-1' },
  },
  push: { ...virginia.push, borrowed: 'us-east-1' },
};

export const regions = ['eu-central-1', 'us-east-1'] as const;
export type Region = (typeof regions)[number];

export const prices: Record<Region, PriceList> = { 'eu-central-1': frankfurt, 'us-east-1': virginia };

/**
 * SNS: a text message of one part, by the country that it goes to, with the carriers' fees. Longer texts are several
 * parts. Prices move often, and AWS lists over 200 countries.
 */
export const textPrices = {
  /** From a toll-free number. */
  US: { dollars: 0.01286, per: 1, from: 'sms' },
  CA: { dollars: 0.01286, per: 1, from: 'sms' },
  GB: { dollars: 0.05, per: 1, from: 'sms' },
} satisfies Record<string, Price>;

export type TextCountry = keyof typeof textPrices;
export const textCountries = Object.keys(textPrices) as TextCountry[];

/** What one costs. */
export function each({ dollars, per }: Price): number {
  return dollars / per;
}
