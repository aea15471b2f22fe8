// `milepost cost`: what runs of journeys cost on AWS, from the compiled machines; weighted by a replay's runs, if given.

import { Command, InvalidArgumentError, Option } from 'commander';
import { billOf, type Terms } from '../../lib/journey/cost/bill.ts';
import {
  type EmailPlan,
  each,
  emailPlans,
  prices,
  type Region,
  regions,
  type TextCountry,
  textCountries,
  textPrices,
} from '../../lib/journey/cost/prices.ts';
import { pieces } from '../../lib/journey/cost/work.ts';
import { templateNeeds } from '../../lib/journey/templates/needs.ts';
import { type Costs, costOf, readRuns } from '../costs.ts';
import { costJson } from '../output/cost-json.ts';
import { printCosts } from '../output/costs.ts';
import { wholeNumber } from '../whole-number.ts';
import { type Loaded, loadJourneyFile, loadWorkflows } from '../workflows.ts';

type Options = {
  workflows: string;
  entries: number;
  report?: string;
  region: Region;
  sesPlan: EmailPlan;
  smsCountry: TextCountry;
  smsPrice?: number;
  callMs: number;
  memory: number;
  json?: boolean;
};

export function costCommand(): Command {
  return new Command('cost')
    .description('what entries into a journey cost on AWS: from the least to the most, or as a replay had it')
    .argument('[journey]', 'a journey file, or the id of a journey in --workflows; all of them if absent')
    .option('--workflows <folder>', 'the folder of the journeys', 'workflows')
    .option('--entries <number>', 'how many entries, such as 5000 or 1e6', entriesOf, 1_000_000)
    .option('--report <file>', 'a report that milepost replay --report wrote: how many went which way')
    .addOption(new Option('--region <region>', 'whose prices').choices(regions).default('eu-central-1'))
    .addOption(
      new Option('--ses-plan <plan>', 'the plan of SES; new accounts have the first')
        .choices(emailPlans)
        .default('essentials'),
    )
    .addOption(
      new Option('--sms-country <country>', 'where text messages go').choices(textCountries).default('US'),
    )
    .option('--sms-price <dollars>', 'what a text message costs, for other countries', dollarsOf)
    .option('--call-ms <ms>', 'how long a call of a function takes; assumed', wholeNumber(1, 900_000), 100)
    .option('--memory <mb>', 'the memory of a function, in MB; assumed', wholeNumber(128, 10_240), 512)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost cost welcome --entries 50000\n' +
        '  milepost replay --events orders.csv … --report replay.json\n' +
        '  milepost cost --report replay.json --region us-east-1',
    )
    .action(run);
}

async function run(name: string | undefined, options: Options): Promise<void> {
  const { catalog, templates, journeyId } = await load(name, options.workflows);
  const chosen = [...catalog.journeys.values()].filter(
    ({ journey }) => journeyId === undefined || journey.id === journeyId,
  );
  const terms = termsOf(options);
  const needs = new Map(templates.map((bundle) => [bundle.name, templateNeeds(bundle)]));
  const runs = options.report === undefined ? undefined : await readRuns(options.report);
  const costs: Costs = {
    entries: options.entries,
    region: options.region,
    terms,
    texts: options.smsPrice === undefined ? options.smsCountry : 'own price',
    isMeasured: runs !== undefined,
    journeys: chosen.map((deployed) => costOf(deployed, needs, terms, catalog.sending, options.report, runs)),
    idle: billOf(pieces.event, terms),
  };
  if (options.json) console.log(JSON.stringify(costJson(costs), null, 2));
  else printCosts(costs);
}

async function load(name: string | undefined, folder: string): Promise<Loaded & { journeyId?: string }> {
  return name === undefined ? loadWorkflows(folder) : loadJourneyFile(name, folder);
}

function termsOf({ region, sesPlan, smsCountry, smsPrice, callMs, memory }: Options): Terms {
  return {
    prices: prices[region],
    emailPlan: sesPlan,
    textPrice: smsPrice ?? each(textPrices[smsCountry]),
    callMillis: callMs,
    memoryMegabytes: memory,
  };
}

function entriesOf(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('It must be a whole number, 1 or more, such as 5000 or 1e6.');
}

function dollarsOf(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError('It must be an amount in US dollars, such as 0.05.');
}
