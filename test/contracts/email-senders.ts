// What every sender of e-mail does, whatever it hands its mails to.

import { expect, test } from 'vitest';
import { OutcomeUnknownError, RefusedError } from '../../lib/journey/errors.ts';
import type { Delivery, Sender } from '../../lib/ports.ts';

export const FROM = 'Shop <hello@shop.example>';

export const greeting: Delivery = {
  to: 'ada@example.com',
  content: { locale: 'en', subject: 'Welcome, Ada', body: '<p>Hello <b>Ada</b>, zażółć gęślą jaźń</p>' },
  key: 'welcome-1:greeting:0',
  purpose: 'marketing',
};

/** A mail as its server got it. */
export type Arrived = { to: string[]; content: string };

export type MailProviders = {
  /** One that takes every mail. */
  working(): Promise<{ sender: Sender; arrived: Arrived[] }>;
  /** One that nothing listens for. */
  away(): Promise<Sender>;
  /** One that answers that it is too busy for any mail. */
  busy(): Promise<Sender>;
  /** One that is heard no more of once it has the mail. */
  silent(): Promise<{ sender: Sender; arrived: Arrived[] }>;
  /** One that closes the connection once it has the mail. */
  hangingUp(): Promise<{ sender: Sender; arrived: Arrived[] }>;
};

export function emailSendersContract(providers: MailProviders): void {
  const failureOf = (sender: Sender, delivery: Delivery = greeting): Promise<unknown> =>
    sender.send(delivery).then(
      () => new Error('the mail was sent'),
      (error: unknown) => error,
    );

  test('a mail arrives with its subject, as HTML and as plain text', async () => {
    const { sender, arrived } = await providers.working();
    await sender.send(greeting);
    expect(arrived).toMatchObject([{ to: ['ada@example.com'] }]);
    const [{ content } = { content: '' }] = arrived;
    expect(content).toContain('From: Shop <hello@shop.example>');
    expect(content).toContain('To: ada@example.com');
    expect(content).toContain('Subject: Welcome, Ada');
    expect(content).toMatch(/Content-Type: text\/html; charset=utf-8[\s\S]*<p>Hello <b>Ada<\/b>/);
    expect(content).toMatch(/Content-Type: text\/plain; charset=utf-8[\s\S]*\r\nHello Ada,/);
  });

  test('a mail is in ASCII throughout, whatever the language', async () => {
    const { sender, arrived } = await providers.working();
    const subject = 'Zażółć gęślą jaźń';
    await sender.send({ ...greeting, content: { ...greeting.content, subject } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what ASCII is.
    expect(arrived[0]?.content).toMatch(/^[\x00-\x7f]*$/);
    expect(arrived[0]?.content).toContain('Subject: =?UTF-8?');
  });

  test('a comma in an address makes no second recipient', async () => {
    const { sender, arrived } = await providers.working();
    const two = { ...greeting, to: 'ada@example.com, eve@example.com' };
    expect(await failureOf(sender, two)).toBeInstanceOf(RefusedError);
    expect(arrived).toEqual([]);
  });

  test('a line break in an address or subject begins no other header', async () => {
    const { sender, arrived } = await providers.working();
    const subject = 'Hello\r\nBcc: eve@example.com';
    await sender.send({ ...greeting, content: { ...greeting.content, subject } });
    const address = { ...greeting, to: 'ada@example.com\r\nBcc: eve@example.com' };
    await sender.send(address).catch(() => {});
    for (const { to, content } of arrived) {
      expect(to).toHaveLength(1);
      expect(content).not.toMatch(/^bcc:/im);
    }
  });

  test('a mail for a server that is not there is to be tried again', async () => {
    expect(await failureOf(await providers.away())).toMatchObject({ name: 'Error' });
  });

  test('a mail that a busy server puts off is to be tried again', async () => {
    // A provider may say that it is for the rate; one that does not is given up at some time.
    const name = expect.stringMatching(/^(Throttled)?Error$/);
    expect(await failureOf(await providers.busy())).toMatchObject({ name });
  });

  test('a mail that arrived, though no answer came, counts as one that may have arrived, and is not sent twice', async () => {
    const { sender, arrived } = await providers.silent();
    expect(await failureOf(sender)).toBeInstanceOf(OutcomeUnknownError);
    expect(arrived).toHaveLength(1);
  });

  test('so does one after which the connection was lost', async () => {
    const { sender, arrived } = await providers.hangingUp();
    expect(await failureOf(sender)).toBeInstanceOf(OutcomeUnknownError);
    expect(arrived).toHaveLength(1);
  });
}
