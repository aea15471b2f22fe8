// What deliverability says of a message before it is decided: which of the customer's addresses are suppressed, and whether
// marketing is paused. And the count of what went out, by which the rates are measured.

import type { Profile } from '../../lib/customer/profile.ts';
import { type ChannelName, channels } from '../../lib/journey/channels/index.ts';
import { inForce, suppress } from '../../lib/journey/deliverability/standing.ts';
import { channelOrder, type Message } from '../../lib/journey/steps/message.ts';
import type { Ports, Run } from '../../lib/ports.ts';
import { pauseByRates } from '../feedback/pause-by-rates.ts';
import type { Delivering } from './deliver.ts';

export type SendingPorts = Pick<Ports, 'suppressions' | 'pauses'>;

/** The channels of a message on which the customer's address is suppressed at a moment (ms), with the reason. */
export async function suppressedFor(
  { suppressions }: Pick<Ports, 'suppressions'>,
  step: Message,
  profile: Profile,
  now: number,
): Promise<ReadonlyMap<ChannelName, string>> {
  const suppressed = new Map<ChannelName, string>();
  for (const channel of channelOrder(step, profile.attributes.preferredChannel)) {
    const address = channels[channel].address(profile);
    const standing = address === undefined ? undefined : await suppressions.get(channel, address);
    const suppression = standing && inForce(standing, now);
    if (suppression) suppressed.set(channel, suppression.reason);
  }
  return suppressed;
}

/** Why marketing is paused, for a journey or as a whole; undefined if it is not. */
export async function pauseOf(
  { pauses }: Pick<Ports, 'pauses'>,
  journeyId: string,
): Promise<string | undefined> {
  const inForceNow = await pauses.all();
  return inForceNow.find((pause) => pause.journeyId === '' || pause.journeyId === journeyId)?.reason;
}

/** Counts a message that went out, where its rates may pause marketing. */
export async function countSent(
  { rates }: Pick<Ports, 'rates'>,
  { journeyId, customerId }: Run,
  { purpose }: Message,
  now: number,
): Promise<void> {
  if (purpose === 'marketing') await rates.count(journeyId, now, 'sent', customerId);
}

/** An address that was refused as it was called, which is a hard bounce that came at once. */
export async function noteRefusedAddress(
  ports: Pick<Ports, 'messages' | 'runs' | 'suppressions' | 'rates' | 'pauses' | 'clock'>,
  { message, job, to, run, deliverability }: Delivering,
): Promise<void> {
  const at = ports.clock.now();
  const suppression = { reason: 'hard-bounce', source: message.channel, at, until: null } as const;
  await ports.suppressions.change(message.channel, to, (known) => suppress(known, suppression));
  const isMarketing = job.step.purpose === 'marketing';
  // A customer who was erased while the message went out has no run any more, and nothing of theirs may be noted.
  if (!(await ports.runs.get(run.customerId, run.id))) return;
  const { customerId, runId, journeyId, stepId, visit } = message;
  const counts = isMarketing ? 'bounced' : null;
  await ports.messages.noteFate({ customerId, runId, journeyId, stepId, visit, fate: 'bounced', at, counts });
  if (!isMarketing) return;
  await countSent(ports, run, job.step, at);
  await pauseByRates(ports, deliverability.pause, journeyId);
}
