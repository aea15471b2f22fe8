// What journeys cost, as tables for people.

import { type Bill, type Service, services } from '../../lib/journey/cost/bill.ts';
import { LOOKED_UP, type Price, type PriceList } from '../../lib/journey/cost/prices.ts';
import type { Costs, JourneyCost } from '../costs.ts';
import { bold } from './colors.ts';
import { percent } from './holdout.ts';
import { formatNumber, table } from './table.ts';

const NAMES: Record<Service, string> = {
  stepFunctions: 'Step Functions',
  lambda: 'Lambda',
  dynamodb: 'DynamoDB',
  eventBridge: 'EventBridge',
  sqs: 'SQS',
  ses: 'SES',
  sns: 'SNS',
};

export function printCosts(costs: Costs): void {
  const [only, ...others] = costs.journeys;
  if (only && others.length === 0) printOne(costs, only);
  else printAll(costs);
  printNotes(costs);
}

function printOne(costs: Costs, { id, estimate, measured }: JourneyCost): void {
  const { entries, region } = costs;
  const how = measured ? `, as ${formatNumber(measured.runs)} runs of a replay went` : '';
  console.log(`${formatNumber(entries)} entries into ${id} in ${region}, in US dollars${how}:\n`);
  if (costs.isMeasured && !measured) console.log('The replay had no run of it, so this is the range.\n');
  if (measured) {
    const rows = lines((name) => [dollars(measured.each[name] * entries)]);
    console.log(table(['', 'expected'], rows));
    console.log(`\n${average(measured.transitions)} state transitions a run on average.\n`);
    const ways = measured.ways.map((way) => [
      percent(way.runs, measured.runs),
      average(way.transitions),
      dollars(way.each.total * 1000),
      way.outcome,
      way.path,
    ]);
    console.log(table(['of runs', 'transitions', 'per 1,000 runs', 'outcome', 'path'], ways));
    return;
  }
  const { least, most } = estimate.run;
  console.log(
    table(
      ['', 'least', 'most'],
      lines((name) => [dollars(least[name] * entries), dollars(most[name] * entries)]),
    ),
  );
  console.log('\nThe ways through, per 1,000 runs:\n');
  const ways = estimate.ways.map((way) => [
    way.transitions,
    dollars(way.least.total * 1000),
    dollars(way.most.total * 1000),
    way.outcome,
    way.path,
  ]);
  console.log(table(['transitions', 'least', 'most', 'outcome', 'path'], ways));
}

function printAll({ entries, region, journeys }: Costs): void {
  console.log(`${formatNumber(entries)} entries into each journey in ${region}, in US dollars:\n`);
  const rows = journeys.map(({ id, estimate, measured }) => {
    const { least, most } = estimate.transitions;
    if (measured) return [id, average(measured.transitions), span(measured.each, measured.each, entries)];
    const transitions =
      least === most ? formatNumber(least) : `${formatNumber(least)} to ${formatNumber(most)}`;
    return [id, transitions, span(estimate.run.least, estimate.run.most, entries)];
  });
  console.log(table(['journey', 'transitions a run', 'together'], rows));
}

function printNotes({ terms, texts, isMeasured, idle }: Costs): void {
  const { prices, emailPlan, callMillis, memoryMegabytes, textPrice } = terms;
  const notes = [
    isMeasured
      ? 'Messages are counted as they were sent and held.'
      : 'Least: no message goes out. Most: each goes out on its dearest channel, and the goal is met.',
    isMeasured ? '' : 'A run that an exit event ends on its way costs only what it went through.',
    `Prices looked up on ${LOOKED_UP}, without free tiers and discounts for volume.`,
    borrowedNote(prices),
    `Assumed: ${callMillis} ms a call of a function, at ${formatNumber(memoryMegabytes)} MB (--call-ms, --memory); e-mail by the plan ${emailPlan}.`,
    `A text message is ${dollars(textPrice, 5)} (${texts}; --sms-country, --sms-price).`,
    'Counted with each run: the event that starts it. Left out: HTTP, storage, logs, retries, and the looks at segments, dates and schedules.',
    `An event that no journey listens to costs ${dollars(idle.total * 1_000_000)} a million times.`,
  ];
  console.log(`\n${notes.filter(Boolean).join('\n')}`);
}

function borrowedNote(prices: PriceList): string {
  const all: [string, Price][] = [
    ['EventBridge', prices.event],
    ['SES', prices.email.essentials],
    ['push notifications', prices.push],
  ];
  const borrowed = all.filter(([, price]) => price.borrowed);
  const [first] = borrowed;
  if (!first) return '';
  const names = borrowed.map(([name]) => name).join(', ');
  return `No figures of this region were found for ${names}: those of ${first[1].borrowed} stand in.`;
}

/** A line for each service that costs anything, and their sum. */
function lines(cells: (name: keyof Bill) => string[]): string[][] {
  const rows = services.map((service) => [NAMES[service], ...cells(service)]);
  const costly = rows.filter(([, ...amounts]) => amounts.some((amount) => amount !== dollars(0)));
  return [...costly, ['together', ...cells('total')].map(bold)];
}

function span(least: Bill, most: Bill, entries: number): string {
  const [from, to] = [dollars(least.total * entries), dollars(most.total * entries)];
  return from === to ? from : `${from} to ${to}`;
}

function average(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

function dollars(value: number, digits = 2): string {
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `$${value.toLocaleString('en-US', shown)}`;
}
