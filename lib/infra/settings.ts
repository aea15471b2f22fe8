// What a deployment is told, from the CDK context: `--context stage=prod`, or "context" in cdk.json.

import * as z from 'zod';
import { parseHosts } from '../journey/webhook-hosts.ts';

/** A sender as e-mails show it: `hello@shop.example`, or `Shop <hello@shop.example>`. */
const ADDRESS = /^(?:[^<>@]+<)?([^\s@<>]+@([^\s@<>]+))>?$/;

const RateSchema = z.coerce.number().positive();

/** The context brings texts from the command line, and values from cdk.json. */
const FlagSchema = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

const HostsSchema = z.string().transform((text, context) => {
  const { hosts, wrong } = parseHosts(text);
  for (const one of wrong) {
    context.addIssue({
      code: 'custom',
      message: `"${one}" is no host; write hooks.example.com,*.crm.example`,
    });
  }
  return hosts;
});

const SettingsSchema = z.object({
  /** Begins the name of everything: prod, staging. No hyphens, so that no stage's names begin another's. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,19}$/, 'must be lower-case letters and digits, at most 20, a letter first'),
  from: z
    .string()
    .regex(ADDRESS, 'must be an address such as hello@shop.example, or Shop <hello@shop.example>'),
  /** Where customers reach the HTTP API, if not under the address that AWS gives it; links begin with it. */
  publicUrl: z
    .url({ protocol: /^https$/, error: 'must be an address such as https://news.shop.example' })
    .refine((text) => new URL(text).pathname === '/', 'must be a host without a path')
    .optional(),
  /** The certificate of that host, in the same region: with it, the host is made a custom domain of the API. */
  certificateArn: z.string().startsWith('arn:', 'must be the ARN of a certificate').optional(),
  /** The configuration set of SES that e-mails go out under; one is made, if absent. */
  configurationSet: z.string().min(1).optional(),
  /** Whether SES tells of openings and clicks of marketing e-mails. */
  track: FlagSchema.default(false),
  /** What text messages show as their sender, where a country allows it. */
  smsSenderId: z
    .string()
    .regex(/^[A-Za-z0-9]{1,11}$/, 'must be letters and digits, at most 11')
    .optional(),
  webhookHosts: HostsSchema.default([]),
  /** Who is told of alarms. */
  alarmEmail: z.string().regex(ADDRESS, 'must be an e-mail address').optional(),
  /** How many messages a second a channel may send; for webhooks, how many calls. */
  emailRate: RateSchema.default(14),
  smsRate: RateSchema.default(20),
  pushRate: RateSchema.default(100),
  webhookRate: RateSchema.default(50),
  /** How many events of a burst are handled side by side: a function takes them one at a time. */
  eventConcurrency: z.coerce.number().int().min(2).max(1000).default(50),
  /** The time zone of what runs daily. */
  timezone: z.string().default('UTC'),
  /** How many days logs and archived events are kept. */
  logDays: z.coerce.number().int().positive().default(30),
  archiveDays: z.coerce.number().int().positive().default(90),
  /** Whether events that events.json does not declare are refused. */
  strictEvents: FlagSchema.default(false),
  /** Whether Segment's events keep their names, instead of ours. */
  segmentNames: FlagSchema.default(false),
});

export type Settings = z.infer<typeof SettingsSchema>;

export const settingNames = Object.keys(SettingsSchema.shape);

/** Reads the settings from a context. Throws with all that is wrong, and how to say it right. */
export function readSettings(context: (name: string) => unknown): Settings {
  const given = settingNames.map((name) => [name, context(name)] as const);
  const parsed = SettingsSchema.safeParse(
    Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return context(name) === undefined
      ? `${name} is missing: add --context ${name}=…, or "${name}" under "context" in cdk.json`
      : `${name} is ${JSON.stringify(context(name))}: ${message}`;
  });
  throw new Error(`the settings of the deployment are wrong:\n  ${told.join('\n  ')}`);
}

/** The bare address of a sender: `hello@shop.example` of `Shop <hello@shop.example>`. */
export function addressOf(from: string): string {
  const address = ADDRESS.exec(from)?.[1];
  if (address === undefined) throw new Error(`"${from}" is no sender's address`);
  return address;
}
