// `webhook`: an HTTP POST to an allowed host. A job in a queue with a task token, since hosts may be slow or refuse for a
// while; the answer's JSON is kept with the run.

import * as z from 'zod';
import { isObject } from '../../customer/json.ts';
import { goOn } from '../compile/context.ts';
import { keptStep } from '../compile/literal.ts';
import { enqueue, retryAllBut, signals } from '../compile/task.ts';
import { referenceNeeds } from '../condition/needs.ts';
import { ReferenceSchema, resolveValue } from '../reference.ts';
import { commonFields, type StepDefinition } from './step.ts';

/** Headers that say how the request is made, which is not the journey's to say, and those by which it is known. */
const OWN_HEADERS =
  /^(host|connection|keep-alive|te|trailer|upgrade|expect|content-.*|transfer-.*|accept-encoding|proxy-.*|idempotency-key|milepost-.*)$/i;
/** It is called as it stands: braces would be a template's. */
const HTTPS = /^https:\/\/[^\s{}]+$/;
const HEADER_NAME = /^[A-Za-z0-9!#%&'*+.^_`|~-]+$/;

export const WebhookSchema = z.strictObject({
  type: z.literal('webhook'),
  ...commonFields,
  url: z
    .string()
    .max(2000)
    .regex(HTTPS, 'must be https://…, as it is called (what varies belongs into body)')
    .refine((url) => !HTTPS.test(url) || URL.canParse(url), {
      error: 'is no URL; write for example https://hooks.example.com/orders',
    })
    .refine(withoutPassword, { error: 'must hold no user and password: journeys are no place for secrets' })
    .describe('Where to: https, and a host that the deployment allows.'),
  body: z
    .record(z.string().min(1), z.union([ReferenceSchema, z.json()]))
    .describe('What to post, as JSON: values, or references. If absent: who is where, by ids.')
    .optional(),
  headers: z
    .record(
      z.string(),
      z
        .string()
        .max(1000)
        .regex(/^[\t\x20-\x7e]*$/, 'must be in ASCII, on one line'),
    )
    .refine((headers) => Object.keys(headers).every((name) => HEADER_NAME.test(name)), {
      error: 'has a name that is no HTTP header; write for example "X-Shop": "berlin"',
    })
    .refine((headers) => !Object.keys(headers).some((name) => OWN_HEADERS.test(name)), {
      error: 'names a header that Milepost itself sets',
    })
    .refine(namesEachOnce, { error: 'names a header twice' })
    .describe('Further headers. No secrets: they stand in the journey for all to read.')
    .optional(),
});

export type Webhook = z.infer<typeof WebhookSchema>;

export const webhook: StepDefinition<Webhook> = {
  schema: WebhookSchema,

  compile(step, context, next) {
    const name = context.id(step);
    const heldName = `${name} (held)`;
    context.add(heldName, {
      Type: 'Wait',
      Comment: 'The host asked to be called again at this moment',
      Timestamp: '{% $states.input %}',
      Next: name,
    });
    context.add(name, {
      Comment: context.comment(step),
      ...enqueue(context.queueUrl('webhook'), { run: context.run, step: keptStep(step, name) }),
      Retry: retryAllBut(signals.held),
      Catch: [{ ErrorEquals: [signals.held], Output: '{% $states.errorOutput.Cause %}', Next: heldName }],
      ...goOn(next),
    });
    return name;
  },

  needs: (step) => referenceNeeds(step.body ?? {}),

  decide(step, facts) {
    const body = step.body && resolveValue(step.body, facts.refs);
    const headers = step.headers ?? {};
    return {
      outcome: {},
      reason: `calls ${hostOf(step.url)}`,
      effects: [{ type: 'call', url: step.url, headers, body: isObject(body) ? body : null }],
      detail: { url: step.url },
    };
  },

  describe: (step) => `Call ${hostOf(step.url)}`,
};

/** The host of a webhook's URL, as lists of allowed hosts name it. */
export function hostOf(url: string): string {
  return new URL(url).hostname;
}

function withoutPassword(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

function namesEachOnce(headers: Record<string, string>): boolean {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return new Set(names).size === names.length;
}
