// How a client is made that sends messages. Neither SES nor SNS knows a message that it is handed twice, so the client
// must not try again by itself: it would do so too when an answer was lost.

/** Options of a client for senders. A function that sends needs a time-out longer than these and the pauses together (ms). */
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

export type SendsMessages = { config: { maxAttempts(): Promise<number> } };

/** Throws if the client would send again by itself. */
export async function requireSendOnce(client: SendsMessages): Promise<void> {
  const attempts = await client.config.maxAttempts();
  if (attempts === 1) return;
  throw new Error(
    `a client that sends messages would make up to ${attempts} attempts by itself, and so might send one twice; ` +
      'make it with the options `sendOnce`',
  );
}
