// SES on loopback: one that works (aws-ses-v2-local), and some that do not. What arrives is kept as it was posted.

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { SESClient, type SESClientConfig } from '@aws-sdk/client-ses';
import { onTestFinished } from 'vitest';
import { sendOnce } from '../../../lib/aws/senders/send-once.ts';
import type { Arrived } from '../../contracts/email-senders.ts';

// It is CommonJS, whose default export means one thing to Node and another to vitest.
const sesLocal: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');

/** A mail as SES got it: raw, with the parameters of the call. */
export type Posted = Arrived & { parameters: URLSearchParams };

type Ses = { url: string; posted: Posted[] };

/** Takes every mail, and shows it at /store. */
export async function workingSes(): Promise<Ses> {
  const server = await start(await sesLocal.default({ host: '127.0.0.1', port: 0 }));
  await fetch(`${server.url}/clear-store`, { method: 'POST' });
  return server;
}

/** Does this once it has the whole request. */
export async function sesThat(answers: (response: ServerResponse) => void): Promise<Ses> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => answers(response));
  });
  return start(server.listen(0, '127.0.0.1'));
}

/** The answer with which SES refuses a call. */
export function refusal(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/xml' });
  response.end(
    `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>` +
      `<Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  );
}

/** Where nothing listens. */
export async function noSes(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = urlOf(server);
  server.close();
  await once(server, 'close');
  return url;
}

export function clientOf(endpoint: string, config: SESClientConfig = {}): SESClient {
  const client = new SESClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...sendOnce,
    ...config,
  });
  onTestFinished(() => client.destroy());
  return client;
}

async function start(server: Server): Promise<Ses> {
  if (!server.listening) await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const posted: Posted[] = [];
  server.prependListener('request', (request) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('latin1');
    });
    request.on('end', () => {
      if (body.includes('Action=SendRawEmail')) posted.push(read(new URLSearchParams(body)));
    });
  });
  return { url: urlOf(server), posted };
}

function read(parameters: URLSearchParams): Posted {
  const to = [...parameters].filter(([name]) => name.startsWith('Destinations.member.'));
  return {
    to: to.map(([, address]) => address),
    content: Buffer.from(parameters.get('RawMessage.Data') ?? '', 'base64').toString('latin1'),
    parameters,
  };
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
