// Where the embedded adapters meet the handlers: the same functions that AWS runs as Lambdas, over SQLite.

import { callWebhooks } from '../functions/call-webhook.ts';
import { eraseCustomers } from '../functions/customers/erase.ts';
import { decideSteps } from '../functions/decide-step.ts';
import { deployCatalog } from '../functions/deploy-catalog.ts';
import { emitEvent } from '../functions/emit-event.ts';
import { endRuns } from '../functions/end-run.ts';
import { handleDue } from '../functions/handle-due.ts';
import { handleEvents } from '../functions/handle-events.ts';
import type { Track } from '../functions/messages/trackable.ts';
import { sendMessages } from '../functions/send-messages.ts';
import { sweepDue } from '../functions/sweep-due.ts';
import { updateProfile } from '../functions/update-profile.ts';
import { waitForEvents } from '../functions/wait-for-event.ts';
import type { CustomerEvent } from '../lib/customer/event.ts';
import type { Json } from '../lib/customer/json.ts';
import type { Chance } from '../lib/embedded/chance.ts';
import type { Database } from '../lib/embedded/database.ts';
import { type Consumers, failureOf } from '../lib/embedded/engine/consumer.ts';
import {
  createEngine,
  DUE_QUEUE,
  type Engine,
  ERASURES_QUEUE,
  EVENTS_QUEUE,
  type Sweep,
} from '../lib/embedded/engine/engine.ts';
import { REDRIVABLE } from '../lib/embedded/engine/redrivable.ts';
import { ENDED_QUEUE, type Functions } from '../lib/embedded/engine/runner.ts';
import { inboxSender } from '../lib/embedded/senders/inbox-sender.ts';
import { createStores, type Stores } from '../lib/embedded/stores/index.ts';
import { noWebhooks } from '../lib/embedded/webhooks/no-webhooks.ts';
import type { Catalog } from '../lib/journey/catalog.ts';
import { type ChannelName, channelNames } from '../lib/journey/channels/index.ts';
import type { QueueName, StepFunction } from '../lib/journey/compile/substitutions.ts';
import { type Links, placeholderLinks } from '../lib/journey/links/links.ts';
import type { TemplateBundle } from '../lib/journey/templates/bundle.ts';
import { clockOf } from '../lib/journey/triggers/index.ts';
import type { Clock, OutwardSenders, Ports, Sender, Webhooks } from '../lib/ports.ts';

export type Embedded = {
  /** `track` makes marketing e-mails tell of openings and clicks; without it, none does. */
  ports: Ports & { track?: Track };
  stores: Stores;
  engine: Engine;
  /** Takes a catalog and its templates into use: entries from now on begin on it. What no run needs any more is let go. */
  deploy(catalog: Catalog, templates: Iterable<TemplateBundle>): Promise<void>;
  catalog(): Catalog;
  /** From now on nothing that comes again and again comes any more: a replay's input has ended. */
  endRecurring(): void;
  /** Hands one event to its function, past the queue. Throws if it could not be handled. */
  handle(event: CustomerEvent): Promise<void>;
  /** How often functions were called, and how many jobs went through queues. */
  work(): { invocations: number; queued: number };
};

/** Unless it is given webhooks, nothing is called; unless links, those in messages lead nowhere. */
export function wireEmbedded(
  database: Database,
  clock: Clock,
  chance: Chance,
  senders: OutwardSenders,
  webhooks: Webhooks = noWebhooks,
  links: Links = placeholderLinks,
): Embedded {
  const stores = createStores(database);
  const engine = createEngine(database, clock, chance);
  const { runner, bus, queues } = engine;
  const ports: Embedded['ports'] = {
    clock,
    ...stores,
    runner,
    bus,
    queues,
    senders: { ...senders, inbox: inboxSender(stores.inboxes, clock) },
    links,
    webhooks,
  };
  let deployed: Catalog | undefined;
  const catalog = (): Catalog => {
    if (!deployed) throw new Error('no journeys have been deployed');
    return deployed;
  };
  const work = { invocations: 0, queued: 0 };
  const functions = functionsOf(ports, catalog, () => {
    work.invocations += 1;
  });
  const consumers = consumersOf(ports, catalog, () => {
    work.invocations += 1;
    work.queued += 1;
  });
  const sweep = sweepOf(ports, stores);
  engine.connect({ functions, consumers, sweep });
  return {
    ports,
    stores,
    engine,
    catalog,
    work: () => ({ ...work }),
    endRecurring() {
      const recurring = catalog().clocked.filter(({ journey: { trigger } }) =>
        clockOf(trigger)?.recurs(trigger),
      );
      for (const { journey } of recurring) stores.due.retire(journey.id);
    },
    async handle(event) {
      const body = JSON.stringify(event);
      const record = { messageId: event.id, body, attributes: { ApproximateReceiveCount: '1' } };
      const failure = failureOf(await consumers[EVENTS_QUEUE]?.({ Records: [record] }));
      if (failure !== undefined) {
        throw new Error(`event ${event.id} of customer ${event.customerId} could not be handled: ${failure}`);
      }
    },
    async deploy(next, templates) {
      for (const bundle of templates) await stores.templates.put(bundle);
      for (const { journey, version, machine } of next.journeys.values()) {
        engine.machines.put(journey.id, version, machine);
      }
      const current = [...next.journeys.values()];
      const versions = current.map(({ journey, version }) => ({ journeyId: journey.id, version }));
      await stores.templates.keepOnly(engine.machines.keepOnly(versions, clock.now() - REDRIVABLE));
      deployed = next;
      await deployCatalog(ports, next);
    },
  };
}

function functionsOf(ports: Ports, catalog: () => Catalog, count: () => void): Functions {
  const lambdas = {
    decideStep: decideSteps(ports, catalog),
    waitForEvent: waitForEvents(ports, catalog),
    updateProfile: updateProfile(ports, catalog),
    emitEvent: emitEvent(ports, catalog),
  } satisfies Record<StepFunction, unknown>;
  return Object.fromEntries(
    Object.entries(lambdas).map(([name, run]) => [
      name,
      (payload: Json) => {
        count();
        return run(payload, lambdaContext);
      },
    ]),
  );
}

function sweepOf(ports: Ports, { due }: Stores): Sweep {
  const sweep = sweepDue(ports);
  return { nextAt: () => due.nextAt(), run: (atMost) => sweep({ atMost }, lambdaContext) };
}

function consumersOf(ports: Embedded['ports'], catalog: () => Catalog, count: () => void): Consumers {
  const lambdas = {
    [EVENTS_QUEUE]: handleEvents(ports, catalog),
    [ENDED_QUEUE]: endRuns(ports),
    [DUE_QUEUE]: handleDue(ports, catalog),
    // Whatever else is at work here writes nothing once the run is gone.
    [ERASURES_QUEUE]: eraseCustomers(ports, 0),
    ...Object.fromEntries(
      channelNames.map((channel) => [channel, sendMessages(channel, withSenderOf(channel, ports), catalog)]),
    ),
    ['webhook' satisfies QueueName]: callWebhooks(ports, catalog),
  };
  return Object.fromEntries(
    Object.entries(lambdas).map(([queue, run]) => [
      queue,
      (batch: unknown) => {
        count();
        return run(batch, lambdaContext);
      },
    ]),
  );
}

/** The ports with the sender of one channel, whichever stands there when it is asked: tests put others in their place. */
function withSenderOf(
  channel: ChannelName,
  ports: Embedded['ports'],
): Embedded['ports'] & { sender: Sender } {
  return Object.create(ports, { sender: { get: () => ports.senders[channel] } });
}

/** What Lambda would tell a function about its invocation; none of ours asks. */
const lambdaContext = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'embedded',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'embedded',
  memoryLimitInMB: '0',
  awsRequestId: 'embedded',
  logGroupName: 'embedded',
  logStreamName: 'embedded',
  getRemainingTimeInMillis: () => Number.MAX_SAFE_INTEGER,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
