// `milepost demo`: a season of a small shop through the journeys, and four customers' stories.

import { Command } from 'commander';
import type { Customer } from '../../lib/customer/profile.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import { realClock } from '../../lib/embedded/clock.ts';
import { reportJson } from '../../lib/embedded/report/report-json.ts';
import { saidTo } from '../../lib/embedded/report/said.ts';
import { tellStory } from '../../lib/embedded/report/story.ts';
import { generateSeason } from '../../lib/shop/season.ts';
import { chooseStories } from '../demo/choose-stories.ts';
import { introduce } from '../demo/introduce.ts';
import { openJourneysAt } from '../demo/open-journeys.ts';
import { createProgress } from '../output/progress.ts';
import { printReport, title } from '../output/report.ts';
import { printStory } from '../output/story.ts';
import { formatNumber } from '../output/table.ts';
import { type Replayed, replay } from '../replay.ts';
import { wholeNumber } from '../whole-number.ts';
import { loadWorkflows } from '../workflows.ts';

const DAY = 86_400_000;
const SEASON = { from: Date.UTC(2026, 2, 1), days: 120 };

/** What customers do that is worth telling; views and carts are too many. */
const TOLD = [
  'customer.registered',
  'customer.subscribed',
  'customer.unsubscribed',
  'order.placed',
  'order.delivered',
  'order.returned',
  'tier.upgraded',
];

type Options = { workflows: string; seed: number; customers: number; json?: boolean };

export function demoCommand(): Command {
  return new Command('demo')
    .description('replay a season of a small shop, made up from a seed, through the journeys')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--seed <number>', 'another number makes another shop', wholeNumber(0, 2 ** 32 - 1), 7)
    .option('--customers <number>', 'how many customers the shop has', wholeNumber(1, 100_000), 2000)
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  milepost demo --seed 8 --customers 500')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { catalog, templates } = await loadWorkflows(options.workflows);
  const { seed, customers } = options;
  const season = generateSeason({ seed, customers, ...SEASON });
  if (!options.json) console.log(opening(options, [...catalog.journeys.keys()]));
  const progress = createProgress('a season of the shop', season.events.length);
  const replayed = await replay({
    catalog: openJourneysAt(catalog, templates, SEASON.from),
    templates,
    events: season.events,
    customers: season.customers,
    rejected: 0,
    assumeReachable: false,
    stopwatch: realClock,
    progress: progress.update,
  });
  progress.done();
  try {
    if (options.json) console.log(JSON.stringify(reportJson(replayed.report), null, 2));
    else {
      printReport(replayed.report);
      await printStories(replayed, season.customers);
      console.log(`\n${CLOSING}`);
    }
  } finally {
    replayed.close();
  }
}

function opening({ seed, customers, workflows }: Options, journeys: string[]): string {
  const [first, last] = [SEASON.from, SEASON.from + SEASON.days * DAY - 1].map((at) =>
    formatInstant(at).slice(0, 10),
  );
  return `A small shop, made up from seed ${seed}: ${formatNumber(customers)} customers from ${first} to ${last}, and what
its members ordered in the year before. They register, look around, fill carts, order, get their
parcels, send some back, fall silent. The journeys in ${workflows}/ answer:
${new Intl.ListFormat('en').format(journeys)}. The clock is virtual, and nothing leaves this machine.
`;
}

const CLOSING = `What next?  npx milepost compile welcome --cost    what each way through a journey costs
            npx milepost validate                  check journeys after a change in workflows/
            npm start                              run them in earnest, with events over HTTP`;

async function printStories({ embedded }: Replayed, customers: readonly Customer[]): Promise<void> {
  const { decisions, messages, timeline } = embedded.stores;
  for (const { customer, why } of await chooseStories(embedded, customers)) {
    const zone = customer.timezone ?? 'UTC';
    console.log(`\n${title(why)}`);
    console.log(`${introduce(customer)}. Times are those of ${zone}.\n`);
    const story = tellStory({
      decisions: await decisions.of(customer.id),
      events: (await timeline.read(customer.id, { types: TOLD })).filter(({ at }) => at >= SEASON.from),
      said: saidTo(customer.id, messages.all()),
      zone,
      brief: true,
    });
    printStory(story, zone);
  }
}
