// Who answered STOP to a text message: asked of SNS, and known for a while, since it answers few such questions a second.

import { CheckIfPhoneNumberIsOptedOutCommand, type SNSClient } from '@aws-sdk/client-sns';
import { RefusedError } from '../../journey/errors.ts';
import type { Clock } from '../../ports.ts';
import { verdictOf } from '../verdict.ts';

/** How long an answer is believed (ms). SNS itself sends nothing to whoever opted out meanwhile. */
const BELIEVED = 3_600_000;

/** So many numbers are remembered at most; the oldest answer makes room. */
const MOST = 10_000;

export type OptOuts = { has(phone: string): Promise<boolean> };

/** `has` throws `RefusedError` for what is no phone number; after any other error, nothing was sent. */
export function createOptOuts(client: SNSClient, clock: Clock): OptOuts {
  const answers = new Map<string, { isOptedOut: boolean; until: number }>();
  return {
    async has(phone) {
      const known = answers.get(phone);
      if (known && clock.now() < known.until) return known.isOptedOut;
      answers.delete(phone);
      const isOptedOut = await ask(client, phone);
      const [oldest] = answers.keys();
      if (answers.size >= MOST && oldest !== undefined) answers.delete(oldest);
      answers.set(phone, { isOptedOut, until: clock.now() + BELIEVED });
      return isOptedOut;
    },
  };
}

async function ask(client: SNSClient, phoneNumber: string): Promise<boolean> {
  try {
    const answer = await client.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
    return answer.isOptedOut ?? false;
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (verdictOf('sns', error) === 'refused') {
      throw new RefusedError(`SNS does not take ${phoneNumber}: ${why}`, { cause: error });
    }
    throw new Error(`SNS does not say whether ${phoneNumber} has opted out: ${why}`, { cause: error });
  }
}
