// Webhooks over HTTPS, to allowed hosts on the public internet. A name is resolved once, and that very address is
// connected to: what the name leads to a moment later does not matter.

import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { RefusedError } from '../../journey/errors.ts';
import { isAllowedHost } from '../../journey/webhook-hosts.ts';
import type { Clock, Webhooks } from '../../ports.ts';
import { post } from './post.ts';
import { isLoopback, isPublicAddress } from './public-address.ts';
import { signatureOf } from './signature.ts';

export type WebhookOptions = {
  /** Exact hosts, or `*.` and a host for all below it. */
  hosts: readonly string[];
  /** What requests are signed with. */
  secret: string;
  clock: Clock;
  /** Resolves once everything written so far is on disk. */
  committed: () => Promise<void>;
  /** Lets this machine be called, also without TLS: for tests. */
  allowLoopback?: boolean;
  /** The addresses of a name. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
  /** How long a call may take in all (ms). */
  patience?: number;
};

const PATIENCE = 10_000;

export function httpWebhooks(options: WebhookOptions): Webhooks {
  const { hosts, secret, clock, committed, resolve = resolveAll, patience = PATIENCE } = options;
  const mayConnect = (address: string) =>
    isPublicAddress(address) || (options.allowLoopback === true && isLoopback(address));

  return {
    async call({ url: text, headers, body, key }) {
      const url = new URL(text);
      const host = url.hostname;
      if (!isAllowedHost(host, hosts)) {
        throw new RefusedError(`"${host}" is not among the hosts that webhooks may call`);
      }
      const signal = AbortSignal.timeout(patience);
      try {
        const addresses = await before(signal, addressesOf(host, resolve));
        const stray = addresses.find(({ address }) => !mayConnect(address));
        if (stray) throw new RefusedError(`"${host}" leads to ${stray.address}, which is no public address`);
        if (url.protocol !== 'https:' && !addresses.every(({ address }) => isLoopback(address))) {
          throw new RefusedError('webhooks go out over https only');
        }
        await committed();
        return await post(url, {
          addresses,
          signal,
          body,
          headers: {
            ...lowerCased(headers),
            'idempotency-key': key,
            'milepost-signature': signatureOf(secret, clock.now(), body),
          },
        });
      } catch (error) {
        if (error instanceof RefusedError) throw error;
        if (signal.aborted) throw new Error(`no answer within ${patience / 1000} s`);
        throw new Error(`could not be reached: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

/** All of them, so that none is left to be connected to that was not looked at. */
function resolveAll(hostname: string): Promise<LookupAddress[]> {
  return lookup(hostname, { all: true });
}

async function addressesOf(
  host: string,
  resolve: (hostname: string) => Promise<LookupAddress[]>,
): Promise<LookupAddress[]> {
  const literal = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  const addresses = family === 0 ? await resolve(host) : [{ address: literal, family }];
  if (addresses.length === 0) throw new Error(`"${host}" has no address`);
  return addresses;
}

/** The system's resolver knows no time-out, and cannot be called off. */
async function before<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
