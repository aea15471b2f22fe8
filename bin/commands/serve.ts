// `milepost serve`: the embedded server: events over HTTP, journeys in real time, durable in one file.

import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { serve } from '@hono/node-server';
import { Command } from 'commander';
import { createApp } from '../../functions/http/app.ts';
import { realChance } from '../../lib/embedded/chance.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { type Database, openDatabase } from '../../lib/embedded/database.ts';
import { createLiveLoop } from '../../lib/embedded/engine/live-loop.ts';
import { outboxSender } from '../../lib/embedded/senders/outbox-sender.ts';
import { type SmtpSender, smtpSender } from '../../lib/embedded/senders/smtp-sender.ts';
import type { Delivery, Senders } from '../../lib/ports.ts';
import { wireEmbedded } from '../wiring.ts';
import { loadWorkflows } from '../workflows.ts';

type Options = { workflows: string; db: string; port: string; host: string };

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the server: events come in over HTTP, journeys run, messages go out')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--db <file>', 'the file that holds everything', 'data/milepost.db')
    .option('--port <number>', 'the port; 0 takes a free one', '4400')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addHelpText(
      'after',
      '\nEnvironment:\n  MILEPOST_WRITE_KEY  the key that clients send; made up and printed if absent\n' +
        '  MILEPOST_SMTP_URL   sends e-mail there, for example smtp://user:password@mail.example:587\n' +
        '  MILEPOST_FROM       the sender of e-mails\n\nExample:\n  milepost serve --port 4400',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { catalog, templates } = await loadWorkflows(options.workflows);
  const database = openDatabase(options.db, { durable: true });
  const smtp = smtpFromEnvironment(database);
  const embedded = wireEmbedded(database, realClock, realChance, sendersOf(smtp));
  await embedded.deploy(catalog, templates);
  await database.committed();
  const loop = createLiveLoop(embedded.engine, realClock);
  const { key, told } = writeKey();
  const app = createApp({
    accept: async (events) => {
      await embedded.ports.bus.put(events);
      await database.committed();
    },
    catalog: embedded.catalog,
    writeKey: key,
    clock: realClock,
    newId: () => realChance.id(),
  });
  const port = await freePort(Number(options.port), options.host);
  const server = serve({ fetch: app.fetch, port, hostname: options.host });
  console.log(`Milepost listens on http://${options.host}:${port}`);
  console.log(`  journeys  ${[...catalog.journeys.keys()].join(', ')}`);
  console.log(`  kept in   ${options.db}`);
  console.log(`  write key ${told}`);
  console.log(
    `  e-mail    ${smtp ? 'goes out by SMTP' : 'stays in the outbox (milepost messages shows it)'}`,
  );

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    await loop.stop();
    smtp?.close();
    database.close();
    process.exit();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await loop.run();
}

function smtpFromEnvironment(database: Database): SmtpSender | undefined {
  const url = process.env.MILEPOST_SMTP_URL;
  if (!url) return undefined;
  const from = process.env.MILEPOST_FROM ?? 'Milepost <milepost@localhost>';
  return smtpSender({ url, from, committed: () => database.committed() });
}

/** What has no sender of its own is in the outbox once it is recorded. */
function sendersOf(smtp: SmtpSender | undefined): Senders {
  const tell = (channel: string) =>
    outboxSender(({ to, content }: Delivery) => {
      console.log(`${channel} to ${to}: ${content.subject ?? content.title ?? content.body}`);
    });
  return { email: smtp ?? tell('e-mail'), sms: tell('SMS'), push: tell('push') };
}

function writeKey(): { key: string; told: string } {
  const given = process.env.MILEPOST_WRITE_KEY;
  if (given) return { key: given, told: 'from MILEPOST_WRITE_KEY' };
  const key = randomBytes(18).toString('base64url');
  return { key, told: `${key} (made up for this start; set MILEPOST_WRITE_KEY to keep one)` };
}

/** The port to listen on; fails with the port's name, before anything runs, if it is taken. */
function freePort(wanted: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(wanted, host, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
