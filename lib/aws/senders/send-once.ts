// How a client is made that sends messages. Neither SES nor SNS knows a message that it is handed twice, so nothing but
// the channel's queue may try again, and that only once it is known that nothing was sent.

/** Options of a client for senders. A function that sends must be given longer than both limits together (ms). */
export const sendOnce = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    throwOnRequestTimeout: true,
    // A connection that was closed while it lay idle, as they are between invocations, looks like a request whose
    // answer was lost. One handshake a message is the price of never having to guess.
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
};

/** Throws if the client would send again by itself. */
export async function requireSendOnce(client: { config: { maxAttempts(): Promise<number> } }): Promise<void> {
  const attempts = await client.config.maxAttempts();
  if (attempts === 1) return;
  throw new Error(
    `a client that sends messages would make up to ${attempts} attempts by itself, and so might send one twice; ` +
      'make it with the options `sendOnce`',
  );
}
