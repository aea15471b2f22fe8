// The HTTP server around the app: it listens, or says why it cannot.

import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { sleep } from '../lib/embedded/clock.ts';
import { UsersMistake } from './users-mistake.ts';

/** How long (ms) requests under way may take to end when the server closes. */
const PATIENCE = 2000;

/** How long (ms) a request may take to arrive. */
const SLOWEST_REQUEST = 30_000;

export type Listening = {
  url: string;
  /** Takes no more connections; resolves when requests under way are answered, or after two seconds. */
  close(): Promise<void>;
};

/** Port 0 takes a free one. Throws `UsersMistake` if nothing can listen there. */
export async function listen(app: Hono, port: number, host: string): Promise<Listening> {
  // Who sends more slowly holds a place that others wait for.
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: SLOWEST_REQUEST },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, port, host)));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      return sleep(PATIENCE, closed);
    },
  };
}

function refusal(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new UsersMistake(
      `port ${port} is taken; stop what listens there, or name another, for example --port ${port + 1}`,
    );
  }
  if (error.code === 'EACCES') {
    return new UsersMistake(
      `port ${port} may not be used by you; name one from 1024 on, such as --port 4400`,
    );
  }
  return new UsersMistake(`cannot listen on ${host}, port ${port}: ${error.message}`);
}
