// `milepost serve`: the embedded server: events over HTTP, journeys in real time, durable in one file.

import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { createApp } from '../../functions/http/app.ts';
import { personalDataDesk } from '../../functions/http/customers/personal-data.ts';
import { unknownMessagesDesk } from '../../functions/http/unknown-messages.ts';
import { createTrack } from '../../functions/messages/tracking.ts';
import { realChance } from '../../lib/embedded/chance.ts';
import { realClock, sleep } from '../../lib/embedded/clock.ts';
import type { Database } from '../../lib/embedded/database.ts';
import { createIntake, MOST_WAITING } from '../../lib/embedded/engine/intake.ts';
import { createLiveLoop } from '../../lib/embedded/engine/live-loop.ts';
import { outboxSender } from '../../lib/embedded/senders/outbox-sender.ts';
import { type SmtpSender, smtpSender } from '../../lib/embedded/senders/smtp-sender.ts';
import { sweepRetention } from '../../lib/embedded/stores/retention.ts';
import { httpWebhooks } from '../../lib/embedded/webhooks/http-webhooks.ts';
import { deliverabilityOf } from '../../lib/journey/deliverability/settings.ts';
import { type Periods, periodsOf } from '../../lib/journey/retention.ts';
import { companyName } from '../../lib/journey/templates/company.ts';
import type { Delivery, OutwardSenders } from '../../lib/ports.ts';
import { listen } from '../listen.ts';
import { openServersFile } from '../open-database.ts';
import { parsePublicUrl, publicLinks } from '../public-links.ts';
import { UsersMistake } from '../users-mistake.ts';
import { webhookSettings } from '../webhooks.ts';
import { wholeNumber } from '../whole-number.ts';
import { type Embedded, wireEmbedded } from '../wiring.ts';
import { loadWorkflows, strictTypes } from '../workflows.ts';

const BURIED_TOLD = 5;

type Options = {
  workflows: string;
  db: string;
  port: number;
  host: string;
  mostWaiting: number;
  publicUrl?: string;
  track?: boolean;
  segmentNames?: boolean;
  strictEvents?: boolean;
};

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the server: events come in over HTTP, journeys run, messages go out')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--db <file>', 'the file that holds everything', 'data/milepost.db')
    .option('--port <number>', 'the port; 0 takes a free one', wholeNumber(0, 65_535), 4400)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--public-url <url>', 'where customers reach this server; links in messages begin with it')
    .option('--track', 'let marketing e-mails tell when they are opened and clicked')
    .option(
      '--most-waiting <events>',
      'how many events may wait before clients are told to come again later',
      wholeNumber(1, 100_000_000),
      MOST_WAITING,
    )
    .option('--segment-names', 'keep the names of Segment\'s events ("Order Completed"), instead of ours')
    .option('--strict-events', 'reject events that events.json does not declare')
    .addHelpText(
      'after',
      '\nEnvironment:\n  MILEPOST_WRITE_KEY       the key that clients send; made up and printed if absent\n' +
        '  MILEPOST_SMTP_URL        sends e-mail there, for example smtp://user:password@mail.example:587\n' +
        '  MILEPOST_FROM            the sender of e-mails, for example "Shop <hello@shop.example>"\n' +
        '  MILEPOST_WEBHOOK_HOSTS   the hosts that webhooks may call, for example hooks.example.com,*.crm.example\n' +
        '  MILEPOST_WEBHOOK_SECRET  what webhooks are signed with\n' +
        '  MILEPOST_LINK_KEYS       the keys that sign links, for example {"current": "a", "a": "a long random text"};\n' +
        '                           those in the file (milepost link-keys) if absent\n\n' +
        'Example:\n  milepost serve --port 4400',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { catalog, templates, events, retention = {} } = await loadWorkflows(options.workflows);
  const declared = options.strictEvents ? strictTypes(events, options.workflows) : undefined;
  const url = smtpUrl();
  const settings = webhookSettings();
  const publicUrl = options.publicUrl === undefined ? undefined : parsePublicUrl(options.publicUrl);
  const database = openServersFile(options.db, { durable: true });
  const committed = () => database.committed();
  const smtp = url ? smtpSender({ url, committed }) : undefined;
  const webhooks = httpWebhooks({ ...settings, clock: realClock, committed });
  let listensOn = '';
  const links = publicLinks(database, realClock, () => publicUrl ?? listensOn);
  const embedded = wireEmbedded(database, realClock, realChance, sendersOf(smtp), webhooks, links);
  if (options.track) embedded.ports.track = createTrack(links);
  await embedded.deploy(catalog, templates);
  await database.committed();
  const { key, told } = writeKey();
  const personalData = personalDataDesk(embedded.ports, committed);
  const app = createApp({
    intake: createIntake(embedded.engine, database, options.mostWaiting),
    catalog: embedded.catalog,
    writeKey: key,
    clock: realClock,
    newId: () => realChance.id(),
    namesAsSent: options.segmentNames ?? false,
    declared,
    personalData,
    unknownMessages: unknownMessagesDesk(embedded.ports, embedded.catalog, committed),
    inboxes: embedded.ports.inboxes,
    pages: {
      ...embedded.ports,
      links,
      personalData,
      companyName: (language) => companyName(embedded.catalog().company, language),
    },
    ...(options.track && { tracking: links }),
  });
  const server = await listen(app, options.port, options.host);
  listensOn = server.url;
  console.log(`Milepost listens on ${server.url}`);
  console.log(`  journeys  ${[...catalog.journeys.keys()].join(', ')}`);
  console.log(`  kept in   ${options.db}`);
  console.log(`  write key ${told}`);
  console.log(
    `  e-mail    ${smtp ? 'goes out by SMTP' : 'stays in the outbox: npx milepost messages shows it'}`,
  );
  console.log(`  webhooks  ${settings.told}`);
  console.log(`  links     ${toldOfLinks(publicUrl, server.url)}`);
  console.log(`Try it:\n${anExample(server.url, key)}\nCtrl-C stops it; nothing is lost.`);
  tellBuried(embedded);

  const loop = createLiveLoop(embedded.engine, realClock, deliverabilityOf(catalog).rates);
  const stopSweeping = sweepDaily(database, periodsOf(retention));
  let stopping = false;
  const stop = async () => {
    // Who asks twice will not wait for what is under way: it is made good at the next start.
    if (stopping) process.exit(1);
    stopping = true;
    await Promise.all([server.close(), loop.stop(), stopSweeping()]);
    smtp?.close();
    database.close();
    process.exit();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    await loop.run();
  } catch (error) {
    // A server that takes events and does nothing with them would be worse than none.
    console.error(error);
    process.exit(1);
  }
}

/** Where the links in messages lead. Mail programs unsubscribe by https only (RFC 8058). */
function toldOfLinks(publicUrl: string | undefined, listensOn: string): string {
  if (publicUrl === undefined) {
    return `begin with ${listensOn}, which only this machine reaches; say --public-url where customers do`;
  }
  if (publicUrl.startsWith('https:')) return `begin with ${publicUrl}`;
  return `begin with ${publicUrl}; mail programs unsubscribe by one click under https only`;
}

const DAY = 86_400_000;

/** Removes, at once and then each day, what is not kept any longer. Returns what ends that. */
function sweepDaily(database: Database, periods: Periods): () => Promise<void> {
  const ended = Promise.withResolvers<void>();
  let isOver = false;
  const sweeping = (async () => {
    while (!isOver && Object.keys(periods).length > 0) {
      const removed = await sweepRetention(database, periods, realClock.now());
      for (const [kind, count] of Object.entries(removed)) {
        console.log(`retention: ${count} ${kind} removed`);
      }
      await sleep(DAY, ended.promise);
    }
  })();
  return async () => {
    isOver = true;
    ended.resolve();
    await sweeping;
  };
}

/** Where e-mail goes out; undefined if it stays in the outbox. */
function smtpUrl(): string | undefined {
  const url = process.env.MILEPOST_SMTP_URL;
  if (!url || /^smtps?:\/\/./.test(url)) return url;
  throw new UsersMistake(
    'MILEPOST_SMTP_URL is no address of a mail server; write for example smtp://user:password@mail.example:587',
  );
}

function anExample(url: string, key: string): string {
  const properties = { firstName: 'Ann', email: 'ann@example.com', consent: { email: true } };
  const event = { type: 'customer.registered', customerId: 'ann', properties };
  return (
    `  curl ${url}/v1/events -H 'Authorization: Bearer ${key}' \\\n` + `    -d '${JSON.stringify(event)}'`
  );
}

/** What failed for good at an earlier time is told, for somebody should look at it. */
function tellBuried({ engine }: Embedded): void {
  for (const { queue, error } of engine.jobs.buried().slice(-BURIED_TOLD)) {
    console.error(`set aside after many attempts, in queue "${queue}": ${error}`);
  }
}

/** What has no sender of its own is in the outbox once it is recorded. */
function sendersOf(smtp: SmtpSender | undefined): OutwardSenders {
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
