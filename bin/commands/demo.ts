// `milepost demo`: a season of a small shop through the journeys, and three customers' stories.

import { Command } from 'commander';
import { realClock } from '../../lib/embedded/clock.ts';
import { tellStory } from '../../lib/embedded/report/story.ts';
import { generateSeason } from '../../lib/shop/season.ts';
import { chooseStories } from '../demo/choose-stories.ts';
import { openJourneysAt } from '../demo/open-journeys.ts';
import { createProgress } from '../output/progress.ts';
import { printReport, title } from '../output/report.ts';
import { printStory } from '../output/story.ts';
import { replay } from '../replay.ts';
import { loadWorkflows } from '../workflows.ts';

const SEASON = { customers: 2000, from: Date.UTC(2026, 2, 1), days: 120 };

export function demoCommand(): Command {
  return new Command('demo')
    .description('replay a season of a small shop, made up from a seed, through the journeys')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--seed <number>', 'another shop', '7')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nExample:\n  milepost demo --seed 8')
    .action(run);
}

async function run(options: { workflows: string; seed: string; json?: boolean }): Promise<void> {
  const { catalog, templates } = await loadWorkflows(options.workflows);
  const season = generateSeason({ seed: Number(options.seed), ...SEASON });
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
    if (options.json) {
      console.log(JSON.stringify(replayed.report, null, 2));
      return;
    }
    printReport(replayed.report);
    for (const { customer, why } of await chooseStories(replayed.embedded, season.customers)) {
      const decisions = await replayed.embedded.stores.decisions.of(customer.id);
      console.log(`\n${title(`${customer.id}: ${why}`)}`);
      printStory(tellStory(decisions, true));
    }
  } finally {
    replayed.close();
  }
}
