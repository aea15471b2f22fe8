// The live loop with webhooks over real connections: a host that is slow holds nobody up but those who wait for it.

import { expect, onTestFinished, test } from 'vitest';
import { wireEmbedded } from '../../bin/wiring.ts';
import { seededChance } from '../../lib/embedded/chance.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { openDatabase } from '../../lib/embedded/database.ts';
import { createLiveLoop } from '../../lib/embedded/engine/live-loop.ts';
import { outboxSender } from '../../lib/embedded/senders/outbox-sender.ts';
import { httpWebhooks } from '../../lib/embedded/webhooks/http-webhooks.ts';
import { receiver } from '../embedded/webhooks/receiver.ts';
import { deployable } from './journeys.ts';

test('runs go on while others wait for a host that does not answer yet', async () => {
  const answers: (() => void)[] = [];
  const slow = await receiver((response) => {
    answers.push(() => response.end('{"risk":0.1}'));
  });
  const database = openDatabase(':memory:', { durable: true });
  const clock = realClock;
  const webhooks = httpWebhooks({
    hosts: ['crm.example'],
    secret: 's',
    clock,
    committed: () => database.committed(),
    allowLoopback: true,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  const sender = outboxSender();
  // Journeys say https; the host on this machine has no certificate.
  const plain = {
    call: (request: Parameters<typeof webhooks.call>[0]) =>
      webhooks.call({ ...request, url: `http://crm.example:${slow.port}/` }),
  };
  const senders = { email: sender, sms: sender, push: sender };
  const embedded = wireEmbedded(database, clock, seededChance(1), senders, plain);
  const { catalog, templates } = deployable({
    journeys: [
      {
        id: 'calls',
        trigger: { type: 'event', event: 'call' },
        steps: [{ id: 'score', type: 'webhook', url: 'https://crm.example' }],
      },
      {
        id: 'goes-on',
        trigger: { type: 'event', event: 'go-on' },
        steps: [{ type: 'exit', outcome: 'there' }],
      },
    ],
  });
  await embedded.deploy(catalog, templates);
  const loop = createLiveLoop(embedded.engine, clock);
  onTestFinished(async () => {
    await loop.stop();
    database.close();
  });
  void loop.run();

  const statusOf = async (customer: string) => (await embedded.stores.runs.of(customer))[0]?.status;
  const put = (customerId: string, type: string) =>
    embedded.ports.bus.put([
      { id: `${customerId}-1`, type, customerId, at: clock.now(), properties: {}, depth: 0 },
    ]);
  await put('ann', 'call');
  await put('ben', 'call');
  await expect.poll(() => answers.length).toBe(2);
  await put('cid', 'go-on');
  await expect.poll(() => statusOf('cid')).toBe('exited');
  expect(await statusOf('ann')).toBe('active');
  for (const answer of answers) answer();
  await expect.poll(() => statusOf('ann')).toBe('completed');
  await expect.poll(() => statusOf('ben')).toBe('completed');
});
