// Stands before the emulator's SES and SNS, and passes calls on. It fails some as SES and networks do, and answers one
// that the emulator does not know.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * `throttled`: SES refuses for its rate, and has taken nothing. `lost`: SES takes the mail, and the connection breaks
 * before it says so.
 */
export type Fault = 'throttled' | 'lost';

export type Door = { endpoint: string; close(): void };

/** The tests ask for a fault by `POST /faults`: `{ to, fault, times }`. */
export async function openDoor(emulator: string): Promise<Door> {
  const faults = new Map<string, { fault: Fault; times: number }>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (request.url === '/faults') {
      const { to, ...wanted } = JSON.parse(body);
      faults.set(to, wanted);
      response.end();
      return;
    }
    if (body.includes('Action=CheckIfPhoneNumberIsOptedOut')) {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(NOT_OPTED_OUT);
      return;
    }
    const fault = nextFault(faults, body);
    if (fault === 'throttled') {
      throttle(response);
      return;
    }
    const answer = await fetch(`${emulator}${request.url}`, {
      method: request.method ?? 'POST',
      headers: passedOn(request),
      body,
    });
    if (fault === 'lost') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/xml' });
    response.end(await answer.text());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const NOT_OPTED_OUT =
  '<CheckIfPhoneNumberIsOptedOutResponse><CheckIfPhoneNumberIsOptedOutResult><isOptedOut>false</isOptedOut>' +
  '</CheckIfPhoneNumberIsOptedOutResult></CheckIfPhoneNumberIsOptedOutResponse>';

function nextFault(faults: Map<string, { fault: Fault; times: number }>, body: string): Fault | undefined {
  for (const [to, wanted] of faults) {
    if (wanted.times === 0 || !body.includes(encodeURIComponent(to))) continue;
    wanted.times -= 1;
    return wanted.fault;
  }
  return undefined;
}

function throttle(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'text/xml' });
  response.end(
    '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>' +
      '<Message>Maximum sending rate exceeded.</Message></Error><RequestId>1</RequestId></ErrorResponse>',
  );
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const { authorization = '', 'content-type': contentType = '', 'x-amz-date': date = '' } = headers;
  return { authorization, 'content-type': contentType, 'x-amz-date': String(date) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
