// One deployment, as the shop around it sees it: it puts events on the bus, and looks at what came of them.

import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { machineArn } from '../../lib/aws/names.ts';
import { createStoreClient } from '../../lib/aws/stores/client.ts';
import { createStores } from '../../lib/aws/stores/index.ts';
import type { JsonObject } from '../../lib/customer/json.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import { names } from '../../lib/infra/names.ts';
import { engineTime, realTime } from '../../lib/journey/compile/time-scale.ts';
import type { Outputs } from './deploy.ts';
import type { Fault } from './door.ts';
import { ACCOUNT, REGION } from './emulator.ts';

/** What setup.ts has made. */
export type Cloud = {
  endpoint: string;
  doorEndpoint: string;
  /** What the stack of the stage `days` says of itself. */
  outputs: Outputs;
  stages: Record<StageName, { workflows: string; timeFactor: number; timeEpoch: number }>;
};

/** `days` goes through a day in two seconds, `hours` through an hour in eight. */
export type StageName = 'days' | 'hours';

/** Something that a customer does, `at` in engine time (ms); now, if that is left out. */
export type Happening = {
  id?: string;
  type: string;
  customerId: string;
  at?: number;
  properties?: JsonObject;
};

export type Mail = { to: string; subject: string; html: string };

export function openStage(name: StageName) {
  const cloud = inject('cloud');
  if (!cloud) throw new Error('there is no cloud');
  const { endpoint, doorEndpoint, stages } = cloud;
  const scale = { factor: stages[name].timeFactor, epoch: stages[name].timeEpoch };
  const config = { endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const bus = new EventBridgeClient(config);
  const sfn = new SFNClient(config);
  const now = () => engineTime(Date.now(), scale);
  const clock = { now };
  const stores = createStores(createStoreClient(config), names.table(name), clock);

  async function put(happenings: readonly Happening[]): Promise<void> {
    const entries = happenings.map(({ at = Math.floor(now()), ...event }) => ({
      EventBusName: names.bus(name),
      Source: 'shop',
      DetailType: event.type,
      Detail: JSON.stringify({ ...event, at: formatInstant(at) }),
    }));
    const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries: entries }));
    if (FailedEntryCount) throw new Error(`${FailedEntryCount} events were not taken`);
  }

  return {
    endpoint,
    config,
    /** The deployment's HTTP API, by the path, as names below localhost are not known on every machine. */
    api: (path: string) => {
      const apiId = /^https?:\/\/([^.]+)\./.exec(cloud.outputs.Endpoint)?.[1];
      return `${endpoint}/_aws/execute-api/${apiId}/$default${path}`;
    },
    workflows: stages[name].workflows,
    stores,
    now,
    put,

    /** Puts the events when engine time reaches them. */
    async play(happenings: readonly (Happening & { at: number })[]): Promise<void> {
      for (const happening of happenings.toSorted((one, other) => one.at - other.at)) {
        await sleep(Math.max(0, realTime(happening.at, scale) - Date.now()));
        await put([happening]);
      }
    },

    /** The e-mails that SES has sent to an address, in order. */
    async mails(to: string): Promise<Mail[]> {
      const answer = await fetch(`${endpoint}/_ministack/ses/messages`);
      const { messages } = (await answer.json()) as {
        messages: Record<string, { To: string[]; Subject: string; BodyHtml: string | null }[]>;
      };
      return Object.values(messages)
        .flat()
        .filter(({ To }) => To.includes(to))
        .map(({ Subject, BodyHtml }) => ({ to, subject: Subject, html: BodyHtml ?? '' }));
    },

    /** How a journey's executions stand, by name. */
    async executions(journeyId: string): Promise<Map<string, string>> {
      const stateMachineArn = machineArn(
        { partition: 'aws', region: REGION, account: ACCOUNT, stage: name },
        journeyId,
      );
      const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn }));
      return new Map(executions.map((one) => [one.name ?? '', one.status ?? '']));
    },

    /** From now on SES, or the network to it, fails so often for mails to an address. */
    async fail(to: string, fault: Fault, times: number): Promise<void> {
      await fetch(`${doorEndpoint}/faults`, { method: 'POST', body: JSON.stringify({ to, fault, times }) });
    },
  };
}

/** Asks again and again until the answer is as wanted. Throws with the last answer, if it is not within the seconds. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  seconds = 60,
): Promise<Answer> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`after ${seconds} s there is still only ${JSON.stringify(answer)}`);
    await sleep(300);
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Null where the emulator cannot be. */
    cloud: Cloud | null;
  }
}
