// By which message SES's events are: tags that go with a mail and come back with each event. A tag's value takes letters,
// digits, "-" and "_", at most 256 of them, so that what a message is known by stands in base64url, in as many as it needs.
// https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html

import * as z from 'zod';

export type MessageTag = { Name: string; Value: string };

/** What SES is told of a message. Names are short, since tags are. */
const TaggedSchema = z.tuple([
  /** The customer. */
  z.string().min(1),
  /** Run, step and visit. */
  z.string().min(1),
  z.string().min(1),
  z.string(),
  z.enum(['marketing', 'transactional']),
]);

export type TaggedMessage = {
  customerId: string;
  run: string;
  step: string;
  visit: string;
  purpose: 'marketing' | 'transactional';
};

const NAME = 'milepost';
const LONGEST = 256;

/** Of the fifty tags that a mail may have, at most so many: ids of the greatest length in Chinese need fewer. */
const MOST = 40;

/** Undefined for ids that no number of tags could hold: such a mail goes out without, and its feedback is nobody's. */
export function tagsOf(message: TaggedMessage): MessageTag[] | undefined {
  const { customerId, run, step, visit, purpose } = message;
  const text = Buffer.from(JSON.stringify([customerId, run, step, visit, purpose])).toString('base64url');
  const values = text.match(new RegExp(`.{1,${LONGEST}}`, 'g')) ?? [];
  if (values.length > MOST) return undefined;
  return values.map((Value, index) => ({ Name: nameOf(index), Value }));
}

/** The message whose tags these are; undefined if they are none of ours. */
export function taggedMessage(tags: Readonly<Record<string, readonly string[]>>): TaggedMessage | undefined {
  let text = '';
  for (let index = 0; tags[nameOf(index)] !== undefined; index += 1) text += tags[nameOf(index)]?.[0] ?? '';
  const parsed = TaggedSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [customerId, run, step, visit, purpose] = parsed.data;
  return { customerId, run, step, visit, purpose };
}

function nameOf(index: number): string {
  return index === 0 ? NAME : `${NAME}-${index}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
