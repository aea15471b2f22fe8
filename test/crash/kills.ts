// The harness: keeps a shop ordering, and kills the server at moments that the mail server chooses.

import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../../lib/embedded/chance.ts';
import type { Aftermath } from './aftermath.ts';
import type { ServerProcess } from './server-process.ts';
import type { ShopClient } from './shop-client.ts';
import type { Phase, SlowMailServer } from './slow-mail-server.ts';

export const windows = ['recorded', 'claimed', 'handedOver'] as const;
export type Window = (typeof windows)[number];

/** What the kills did: how often each window was hit, and the sends that they cut short. */
export type Kills = { hits: Record<Window, number>; cutShort: Set<string> };

export type World = {
  server: ServerProcess;
  /** Opens the server's file, to see what is in it. */
  aftermath: () => Aftermath;
  shop: ShopClient;
  mails: SlowMailServer;
  chance: Chance;
};

const ORDERS_A_ROUND = 8;

/**
 * How many page views come in one request with the orders, and before them. Whatever the server handles in one turn it
 * commits at once: it takes a crowd for a crash to find orders that are accepted and not yet handled.
 */
const VIEWS: Record<Window, number> = { recorded: 800, claimed: 0, handedOver: 0 };

/** Kills the server until each window was hit its share of `kills` times; ends with a server that runs. */
export async function killAtRandom(world: World, kills: number): Promise<Kills> {
  const { shop, server } = world;
  const share = Math.ceil(kills / windows.length);
  const done: Kills = { hits: { recorded: 0, claimed: 0, handedOver: 0 }, cutShort: new Set() };
  const open = () => windows.filter((window) => done.hits[window] < share);
  shop.url = await server.start();
  await shop.register();
  // A kill that came too late for its window counts for none, and the window has another turn.
  for (let turn = 0; turn < 2 * kills && open().length > 0; turn++) {
    const aim = open()[upTo(world.chance, open().length - 1)] ?? 'recorded';
    const ordered = shop.order(ORDERS_A_ROUND, VIEWS[aim]);
    await theMoment(world, aim, ordered);
    await server.kill();
    shop.url = undefined;
    await world.mails.quiet();
    if (look(world, aim, done)) done.hits[aim] += 1;
    shop.url = await server.start();
    await ordered;
  }
  return done;
}

/** A whole number from 0 to `most`. */
function upTo(chance: Chance, most: number): number {
  return Math.floor(chance.random() * (most + 1));
}

async function theMoment({ mails, chance }: World, aim: Window, ordered: Promise<void>): Promise<void> {
  if (aim === 'recorded') {
    await ordered;
    return pause(upTo(chance, 10));
  }
  const phases: Phase[] = aim === 'claimed' ? ['mail', 'rcpt'] : ['received', 'answered'];
  await mails.at(phases[upTo(chance, 1)] ?? 'mail', 1 + upTo(chance, 5));
}

/** Reads what the kill left behind; whether it lies in the window that was aimed at. */
function look({ aftermath, mails }: World, aim: Window, { cutShort }: Kills): boolean {
  const left = aftermath();
  try {
    const claimed = left.messages().filter((message) => message.status === 'claimed');
    for (const { messageId } of claimed) cutShort.add(messageId);
    const arrived = new Set(mails.journal);
    if (aim === 'recorded') return left.unfinishedOrders() > 0;
    return claimed.some(({ messageId }) => arrived.has(messageId) === (aim === 'handedOver'));
  } finally {
    left.close();
  }
}
