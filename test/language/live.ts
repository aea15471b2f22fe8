// The handlers as they run live, on a clock that is moved by hand: for events that come at the same time, and crashes.

import { onTestFinished } from 'vitest';
import { type Embedded, wireEmbedded } from '../../bin/wiring.ts';
import { profileOf } from '../../lib/customer/apply-event.ts';
import { seededChance } from '../../lib/embedded/chance.ts';
import { VirtualClock } from '../../lib/embedded/clock.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import { createVirtualLoop } from '../../lib/embedded/engine/virtual-loop.ts';
import { countJourneys, type JourneyCounts } from '../../lib/embedded/report/report.ts';
import type { Delivery, OutwardSenders, Webhooks } from '../../lib/ports.ts';
import { deployable, type Workflows } from './journeys.ts';
import { asEvent, type Happening, moment, written } from './moments.ts';

type OutwardChannel = keyof OutwardSenders;

export type Live = Embedded & {
  clock: VirtualClock;
  /** Handles an event as it arrives, whatever else is under way. The same id is the same event. */
  arrives(happening: Happening): Promise<void>;
  /** Lets all runs go on as far as they can at this moment. */
  settle(): Promise<void>;
  /** Moves the clock, and does all that becomes due on the way. */
  goTo(when: string): Promise<void>;
  /** What was sent: "03-05 10:00 hello". */
  sent(): string[];
  counts(journey?: string): JourneyCounts;
  redeploy(workflows: Workflows): Promise<void>;
  /** Called when a message is being sent, before it is noted as sent. */
  whileSending: (step: string, delivery: Delivery, channel: OutwardChannel) => Promise<void>;
};

/** Everyone in `customers` can be reached on every channel. */
export async function live(
  workflows: Workflows & { from: string; customers?: string[]; webhooks?: Webhooks },
): Promise<Live> {
  const clock = new VirtualClock(moment(workflows.from));
  const database = openDatabase(':memory:', { durable: false });
  onTestFinished(() => database.close());
  const senderOf = (channel: OutwardChannel) => ({
    send: (delivery: Delivery) => world.whileSending(delivery.key.split(':')[1] ?? '', delivery, channel),
  });
  const senders = { email: senderOf('email'), sms: senderOf('sms'), push: senderOf('push') };
  const embedded = wireEmbedded(database, clock, seededChance(1), senders, workflows.webhooks);
  const loop = createVirtualLoop(embedded.engine, clock);
  const { catalog, templates } = deployable(workflows);
  await embedded.deploy(catalog, templates);
  for (const id of workflows.customers ?? ['ann']) {
    const consent = { email: true, sms: true, push: true };
    const profile = profileOf({ id, consent, email: `${id}@example.com`, phone: '+15550100', pushToken: id });
    await embedded.ports.profiles.change(id, 'import', () => profile);
  }
  let arrived = 0;
  const world: Live = {
    ...embedded,
    clock,
    async arrives(happening) {
      arrived += 1;
      await embedded.handle(asEvent(happening, arrived));
    },
    settle: () => loop.runUntil(clock.now()),
    goTo: (when) => loop.runUntil(moment(when)),
    sent: () =>
      [...embedded.stores.messages.all()]
        .filter(({ message }) => message.status === 'sent')
        .map(({ message }) => `${written(message.at)} ${message.stepId}`),
    counts(journey = 'j') {
      const counts = countJourneys(embedded.stores.runs.all(), embedded.catalog().journeys.keys())[journey];
      if (!counts) throw new Error(`there is no journey "${journey}"`);
      return counts;
    },
    async redeploy(next) {
      const deployed = deployable(next);
      await embedded.deploy(deployed.catalog, deployed.templates);
    },
    whileSending: async () => {},
  };
  return world;
}
