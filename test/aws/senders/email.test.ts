import type { ServerResponse } from 'node:http';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { taggedMessage } from '../../../lib/aws/feedback/message-tags.ts';
import { createEmailSender, type EmailOptions } from '../../../lib/aws/senders/email.ts';
import { sendOnce } from '../../../lib/aws/senders/send-once.ts';
import { OutcomeUnknownError, PausedError, RefusedError } from '../../../lib/journey/errors.ts';
import { emailSendersContract, FROM, greeting } from '../../contracts/email-senders.ts';
import { clientOf, noSes, refusal, sesThat, workingSes } from './ses-server.ts';

const tooFast = (response: ServerResponse) =>
  refusal(response, 400, 'Throttling', 'Maximum sending rate exceeded.');
const taken = (response: ServerResponse) =>
  response.end(
    '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>' +
      '<MessageId>1</MessageId></SendRawEmailResult></SendRawEmailResponse>',
  );

const pauses: number[] = [];
const wait = async (millis: number) => {
  pauses.push(millis);
};
beforeEach(() => {
  pauses.length = 0;
});

const senderTo = (url: string, options: Partial<EmailOptions> = {}) =>
  createEmailSender(clientOf(url), { from: FROM, wait, ...options });

/** A sender that does not wait long for an answer. */
function impatient(url: string) {
  const requestHandler = { ...sendOnce.requestHandler, requestTimeout: 100 };
  return createEmailSender(clientOf(url, { requestHandler }), { from: FROM });
}

describe('the sender of e-mail over SES', () => {
  emailSendersContract({
    async working() {
      const { url, posted } = await workingSes();
      return { sender: senderTo(url), arrived: posted };
    },
    away: async () => senderTo(await noSes()),
    async busy() {
      const { url } = await sesThat(tooFast);
      return senderTo(url);
    },
    async silent() {
      const { url, posted } = await sesThat(() => {});
      return { sender: impatient(url), arrived: posted };
    },
    async hangingUp() {
      const { url, posted } = await sesThat((response) => response.destroy());
      return { sender: senderTo(url), arrived: posted };
    },
  });
});

const StoreSchema = z.object({
  emails: z.array(
    z.object({
      from: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ html: z.string(), text: z.string() }),
    }),
  ),
});

test('SES reads the mail as it was meant', async () => {
  const { url } = await workingSes();
  await senderTo(url).send(greeting);
  const { emails } = StoreSchema.parse(await (await fetch(`${url}/store`)).json());
  expect(emails).toMatchObject([
    {
      from: '"Shop" <hello@shop.example>',
      destination: { to: ['ada@example.com'] },
      subject: 'Welcome, Ada',
      body: {
        html: expect.stringContaining('<p>Hello <b>Ada</b>, zażółć gęślą jaźń</p>'),
        text: 'Hello Ada, zażółć gęślą jaźń',
      },
    },
  ]);
});

test('a mail offers to unsubscribe by one click where there is an address for it', async () => {
  const { url, posted } = await workingSes();
  await senderTo(url).send({ ...greeting, unsubscribeUrl: 'https://shop.example/u/4711' });
  expect(posted[0]?.content).toMatch(/^List-Unsubscribe: <https:\/\/shop\.example\/u\/4711>\r$/m);
  expect(posted[0]?.content).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
});

test('a mail without such an address offers nothing of the kind', async () => {
  const { url, posted } = await workingSes();
  await senderTo(url).send({ ...greeting, purpose: 'transactional' });
  expect(posted[0]?.content).not.toContain('List-Unsubscribe');
});

test('a mail belongs to the configuration set, if there is one', async () => {
  const { url, posted } = await workingSes();
  await senderTo(url, { configurationSet: 'journeys' }).send(greeting);
  await senderTo(url).send(greeting);
  const sets = posted.map(({ parameters }) => parameters.get('ConfigurationSetName'));
  expect(sets).toEqual(['journeys', null]);
});

test('an address in another script is written as mail servers know it', async () => {
  const { url, posted } = await workingSes();
  await senderTo(url).send({ ...greeting, to: 'ada@bücher.example' });
  expect(posted[0]?.to).toEqual(['ada@xn--bcher-kva.example']);
});

test.each([
  [400, 'MessageRejected', 'Transaction failed: virus detected', RefusedError],
  [400, 'InvalidParameterValue', 'Missing final &apos;@domain&apos;', RefusedError],
  [400, 'MessageRejected', 'Email address is not verified. hello@shop.example', Error],
  [400, 'MailFromDomainNotVerifiedException', 'no MX record', Error],
  [400, 'Throttling', 'Daily message quota exceeded.', PausedError],
  [400, 'AccountSendingPausedException', 'Sending is paused', PausedError],
  [400, 'SomethingNew', 'who knows', Error],
  [503, 'ServiceUnavailable', 'come again', Error],
  [500, 'InternalFailure', 'it broke', OutcomeUnknownError],
  [504, 'GatewayTimeout', 'too slow', OutcomeUnknownError],
])('what SES answers is understood: %d %s, %s', async (status, code, message, kind) => {
  const { url, posted } = await sesThat((response) => refusal(response, status, code, message));
  const failure: unknown = await senderTo(url)
    .send(greeting)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ constructor: kind, message: expect.stringContaining(code) });
  expect(posted).toHaveLength(1);
});

test('a mail beyond the rate is handed over again after a moment, until it is taken', async () => {
  const answers = [tooFast, tooFast, taken];
  const { url, posted } = await sesThat((response) => answers.shift()?.(response));
  await senderTo(url).send(greeting);
  expect(posted).toHaveLength(3);
  expect(pauses).toEqual([250, 500]);
});

test('a mail that is throttled for long goes back into the queue', async () => {
  const { url, posted } = await sesThat(tooFast);
  await expect(senderTo(url).send(greeting)).rejects.toThrow('could not be handed over to SES: Throttling');
  expect(posted).toHaveLength(5);
  expect(pauses).toEqual([250, 500, 1000, 2000]);
});

test('a client that would send again by itself is not used', async () => {
  const { url, posted } = await workingSes();
  const sender = createEmailSender(clientOf(url, { maxAttempts: 3 }), { from: FROM });
  await expect(sender.send(greeting)).rejects.toThrow('up to 3 attempts');
  expect(posted).toEqual([]);
});

test('SES is told which message it is, by tags, and under which set it tells what becomes of it', async () => {
  const { url, posted } = await workingSes();
  const sender = senderTo(url, { configurationSet: 'plain', trackedSet: 'tracked' });
  const message = { customerId: 'ada', run: 'welcome-1', step: 'greeting', visit: '1' };
  await sender.send({ ...greeting, purpose: 'marketing', message, isTracked: true });
  await sender.send({ ...greeting, purpose: 'transactional', message, isTracked: false });
  const told = posted.map(({ parameters }) => ({
    set: parameters.get('ConfigurationSetName'),
    message: taggedMessage({
      [parameters.get('Tags.member.1.Name') ?? '']: [parameters.get('Tags.member.1.Value') ?? ''],
    }),
  }));
  expect(told).toEqual([
    { set: 'tracked', message: { ...message, purpose: 'marketing' } },
    { set: 'plain', message: { ...message, purpose: 'transactional' } },
  ]);
});

test('in a mail that SES tracks, the link to unsubscribe is marked, so that it leads straight there', async () => {
  const { url, posted } = await workingSes();
  const unsubscribe = 'https://news.shop.example/u/k.abc.def';
  const body = `<a href="${unsubscribe}">Unsubscribe</a> <a href="https://shop.example">Shop</a>`;
  const content = { ...greeting.content, body };
  const sender = senderTo(url, { configurationSet: 'plain', trackedSet: 'tracked' });
  for (const isTracked of [true, false]) {
    await sender.send({ ...greeting, content, isTracked, untracked: [unsubscribe] });
  }
  const [tracked, plain] = posted.map((one) => one.content.replaceAll('=\r\n', '').replaceAll('=3D', '='));
  expect(tracked).toContain(`<a ses:no-track href="${unsubscribe}">`);
  expect(tracked).toContain('<a href="https://shop.example">');
  expect(plain).not.toContain('ses:no-track');
});
