// A message that cannot go out while sending is paused, or throttled for long, waits for a while: in its run, since in the
// queue it would use up its attempts.

import type { Catalog } from '../../lib/journey/catalog.ts';
import type { ChannelName } from '../../lib/journey/channels/index.ts';
import { PausedError } from '../../lib/journey/errors.ts';
import { isOutOfPatience, patienceOf } from '../../lib/journey/sending/patience.ts';
import type { Message, Ports, Run } from '../../lib/ports.ts';
import { countingOf, type FrequencyPorts, readFrequency } from './frequency.ts';
import { type HoldPorts, hold } from './hold.ts';
import type { Job } from './job.ts';
import { type PostponePorts, postpone } from './postpone.ts';

/** After this long (ms) it is tried again: each time costs the run two transitions more. */
const PAUSE = 3_600_000;

type PausePorts = FrequencyPorts & HoldPorts & PostponePorts & Pick<Ports, 'clock'>;

/** `messageOf` makes the message, as decided now with a reason. Says `changed` where nothing was done, and all is to be decided anew. */
export async function pause(
  ports: PausePorts,
  catalog: Catalog,
  run: Run,
  job: Job,
  channel: ChannelName,
  error: Error,
  messageOf: (now: number, reason: string) => Message,
): Promise<'done' | 'changed'> {
  const now = ports.clock.now();
  const until = now + PAUSE;
  const known = await readFrequency(ports, catalog, run, job, now);
  const reason = error instanceof PausedError ? 'sending-paused' : 'throttled';
  const facts = { now, frequency: known.facts, sendingRules: catalog.sending };
  if (isOutOfPatience(until, facts)) {
    const message = messageOf(now, `${reason}, for longer than ${patienceOf(facts)}`);
    const passedOver = [{ channel, reason: message.reason }];
    const counting = countingOf(catalog.sending, known, job, { ...message, status: 'held' });
    return hold(ports, run, job, message, passedOver, counting);
  }
  const postponement = { channels: [channel], until, passedOver: [], reason, trouble: error.message };
  await postpone(ports, known, run, job, postponement, now);
  return 'done';
}
