import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { outboxSender } from '../../../lib/embedded/senders/outbox-sender.ts';
import { smtpSender } from '../../../lib/embedded/senders/smtp-sender.ts';
import { NoSuchAddressError, OutcomeUnknownError, RefusedError } from '../../../lib/journey/errors.ts';
import { messageIdOf } from '../../../lib/journey/templates/mail.ts';
import { type Arrived, emailSendersContract } from '../../contracts/email-senders.ts';
import { answer, mailServer } from './mail-server.ts';

const FROM = 'Shop <hello@shop.example>';
const content = { locale: 'en', subject: 'Welcome, Ada', body: '<p>Hello <b>Ada</b></p>' };
const delivery = {
  to: 'ada@example.com',
  content,
  key: 'welcome-1:greeting:0',
  purpose: 'marketing' as const,
};

function senderTo(url: string, committed = async () => {}) {
  const sender = smtpSender({ url, from: FROM, committed });
  onTestFinished(() => sender.close());
  return sender;
}

async function failureOf(url: string, to = delivery.to): Promise<Error> {
  const failure: unknown = await senderTo(url)
    .send({ ...delivery, to })
    .catch((error: unknown) => error);
  if (failure instanceof Error) return failure;
  throw new Error('the mail was sent');
}

/** A server of our own words: it greets, and answers each line by `reply` (undefined: it closes the connection). */
async function scripted(reply: (line: string) => string | undefined | 'silence') {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write('220 ready\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const words = reply(line);
        if (words === undefined) socket.destroy();
        else if (words !== 'silence') socket.write(`${words}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a mail has the subject, the HTML and the same as plain text, and a Message-ID that its key decides', async () => {
  const { url, mails } = await mailServer();
  await senderTo(url).send(delivery);
  expect(mails).toMatchObject([{ from: 'hello@shop.example', to: ['ada@example.com'] }]);
  const [mail] = mails;
  expect(mail?.content).toContain('From: Shop <hello@shop.example>');
  expect(mail?.content).toContain('Subject: Welcome, Ada');
  expect(mail?.content).toContain('<p>Hello <b>Ada</b></p>');
  expect(mail?.content).toMatch(/Content-Type: text\/plain[\s\S]*\r\nHello Ada\r\n/);
  expect(mail?.content).toContain(`Message-ID: ${messageIdOf('welcome-1:greeting:0', FROM)}`);
  expect(messageIdOf('welcome-1:greeting:0', FROM)).toMatch(/^<[\da-f]{40}@shop\.example>$/);
  expect(messageIdOf('welcome-1:greeting:1', FROM)).not.toBe(messageIdOf('welcome-1:greeting:0', FROM));
});

test('no mail leaves before its claim is on disk', async () => {
  const { url, mails } = await mailServer();
  const onDisk = Promise.withResolvers<void>();
  let asked = false;
  const sent = senderTo(url, () => {
    asked = true;
    return onDisk.promise;
  }).send(delivery);
  expect(asked).toBe(true);
  await new Promise(setImmediate);
  expect(mails).toEqual([]);
  onDisk.resolve();
  await sent;
  expect(mails).toHaveLength(1);
});

test('an address that the server does not know is refused for good', async () => {
  const { url } = await mailServer({
    onRcptTo: (_to, _session, done) => done(answer(550, 'no such mailbox')),
  });
  const failure = await failureOf(url);
  expect(failure).toBeInstanceOf(RefusedError);
  expect(failure.message).toContain('550 no such mailbox');
});

test.each([
  ['5.1.1 user unknown', true],
  ['5.1.10 recipient address has null MX', true],
  ['5.2.1 mailbox disabled', true],
  ['no such mailbox', false],
  ['5.7.1 relaying denied', false],
  ['5.1.8 bad sender', false],
])('whether the address is at fault: "550 %s" says %s', async (said, isGone) => {
  const { url } = await mailServer({ onRcptTo: (_to, _session, done) => done(answer(550, said)) });
  expect((await failureOf(url)) instanceof NoSuchAddressError).toBe(isGone);
});

test('a mail whose content the server refuses is refused for good', async () => {
  const { url } = await mailServer({ answer: () => answer(554, 'this is spam') });
  expect(await failureOf(url)).toBeInstanceOf(RefusedError);
});

test.each([
  [
    'before the content',
    () => mailServer({ onMailFrom: (_from, _session, done) => done(answer(451, 'later')) }),
  ],
  ['after the content', () => mailServer({ answer: () => answer(452, 'later') })],
  [
    'to a client that is not logged in',
    () => mailServer({ onMailFrom: (_from, _session, done) => done(answer(530, 'log in first')) }),
  ],
  [
    'instead of a greeting',
    () => mailServer({ onConnect: (_session, done) => done(answer(421, 'too busy')) }),
  ],
])('a mail that the server puts off, %s, is to be tried again', async (_when, server) => {
  const { url } = await server();
  const failure = await failureOf(url);
  expect(failure).not.toBeInstanceOf(RefusedError);
  expect(failure).not.toBeInstanceOf(OutcomeUnknownError);
  expect(failure.message).toMatch(/^the mail could not be handed over: /);
});

const POLITE: Record<string, string> = {
  EHLO: '250 hello',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
};
const politely = (line: string) => POLITE[line.slice(0, 4)];

test.each(['EHLO', 'MAIL', 'RCPT', 'DATA'])(
  'a connection that is lost at %s leaves the mail to be tried again',
  async (command) => {
    const url = await scripted((line) => (line.startsWith(command) ? undefined : politely(line)));
    expect((await failureOf(url)).name).toBe('Error');
  },
);

/** A server that takes a whole mail, and then answers so. */
async function takesAndThen(reply: 'silence' | undefined, query = '') {
  const arrived: Arrived[] = [];
  const url = await scripted((line) => {
    if (line !== '.') return politely(line) ?? 'silence';
    arrived.push({ to: [delivery.to], content: '' });
    return reply;
  });
  return { sender: senderTo(`${url}${query}`), arrived };
}

describe('the sender of e-mail over SMTP', () => {
  emailSendersContract({
    async working() {
      const { url, mails } = await mailServer();
      return { sender: senderTo(url), arrived: mails };
    },
    async away() {
      const { url, server } = await mailServer();
      await new Promise<void>((resolve) => server.close(resolve));
      return senderTo(url);
    },
    async busy() {
      const { url } = await mailServer({ answer: () => answer(452, 'later') });
      return senderTo(url);
    },
    silent: () => takesAndThen('silence', '?socketTimeout=100'),
    hangingUp: () => takesAndThen(undefined),
  });
});

test('a mail after a lost one goes over a new connection, and none is sent twice', async () => {
  const ends: string[] = [];
  const url = await scripted((line) => {
    if (line !== '.') return politely(line) ?? 'silence';
    ends.push(line);
    return ends.length === 2 ? undefined : '250 taken';
  });
  const sender = senderTo(url);
  await sender.send(delivery);
  await expect(sender.send({ ...delivery, key: 'two' })).rejects.toBeInstanceOf(OutcomeUnknownError);
  await sender.send({ ...delivery, key: 'three' });
  expect(ends).toHaveLength(3);
});

test('the outbox takes every message', async () => {
  const sent: string[] = [];
  await outboxSender(({ key }) => sent.push(key)).send(delivery);
  expect(sent).toEqual([delivery.key]);
});
