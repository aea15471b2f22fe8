// The tables of docs/scale.md, from the simulation.

import { type QuotaName, type QuotaRegion, quotaRegions, quotas } from './quota-figures.ts';
import { campaign, type Outcome, type Scenario, scenarios, simulate } from './quotas.ts';
import type { Load } from './shop-load.ts';

/** The first region in full: who deploys elsewhere finds the other in the table of what binds first. */
const [REGION] = quotaRegions;
/** Write units a second of one partition key of DynamoDB. */
const PARTITION_WRITES = 1000;
/** Rates of SES that the campaigns are told for. */
const EMAIL_RATES = [14, 100, 1000];
const CAMPAIGNS = [10_000, 1_000_000, 100_000_000];
/** Without the rates of SES and SMS, which are each account's own and begin at next to nothing. */
const ACCOUNTS_OWN = new Set(['emails', 'texts']);

export function scaleTables(load: Load): Map<string, string> {
  return new Map([
    ['what a customer makes', ofCustomer(load)],
    ['what binds first', bindsFirst(load)],
    // A shop of ten thousand customers is nowhere near any of them.
    ...scenarios(load)
      .slice(1)
      .map((one): [string, string] => [one.name.replaceAll(',', ''), inFull(load, one)]),
    ['everyone at once', everyoneAtOnce()],
  ]);
}

/** What the scenarios come to, for the benchmark: the nearest quotas of each. */
export function nearest(load: Load, scenario: Scenario, region: QuotaRegion): [Outcome, Outcome] | undefined {
  const [first, second] = simulate(load, scenario, region).filter(({ quota }) => !ACCOUNTS_OWN.has(quota));
  return first && second && [first, second];
}

function ofCustomer({ customers, days, eventsPerCustomerAndDay, openDaysPerRun, perEvent }: Load): string {
  const { starts, transitions, invocations, reads, writes, emails, texts } = perEvent;
  return markdown(
    ['what', 'how much'],
    [
      ['customers, and days, measured', `${show(customers)}, ${show(days)}`],
      ['events of a customer a day', show(eventsPerCustomerAndDay)],
      ['runs started by an event', show(starts)],
      ['a run is open for', `${show(openDaysPerRun)} days`],
      ['state transitions for an event', show(transitions)],
      ['calls of functions for an event', show(invocations)],
      ['read and write units of DynamoDB for an event', `${show(reads)}, ${show(writes)}`],
      ['e-mails, and text messages, for an event', `${show(emails)}, ${show(texts)}`],
      ['events of one customer that fill a partition', `${show(PARTITION_WRITES / writes)} a second`],
    ],
  );
}

function bindsFirst(load: Load): string {
  const rows = scenarios(load).map((scenario) => [
    scenario.name,
    show(scenario.eventsPerSecond),
    ...quotaRegions.map((region) => {
      const [first] = nearest(load, scenario, region) ?? [];
      return first ? `${quotas[first.quota].name}, ${percent(first.use)} used` : '';
    }),
    ...(['emails', 'texts'] as const).map((name) => show(busiestOf(load, scenario, name))),
  ]);
  const head = ['scenario', 'events a second', ...quotaRegions.map((region) => `first in ${region}`)];
  return markdown([...head, 'e-mails a second to ask SES for', 'text messages a second'], rows);
}

function busiestOf(load: Load, scenario: Scenario, name: QuotaName): number {
  return simulate(load, scenario, REGION).find(({ quota }) => quota === name)?.busiest ?? 0;
}

function inFull(load: Load, scenario: Scenario): string {
  const rows = simulate(load, scenario, REGION)
    .filter(({ quota }) => !ACCOUNTS_OWN.has(quota))
    .map(({ quota, mean, busiest, limit, use, longestWait }) => [
      quotas[quota].name,
      show(mean),
      show(busiest),
      show(limit),
      percent(use),
      wait(longestWait),
    ]);
  return markdown(['quota', 'on average', 'busiest hour', 'limit', 'used', 'longest wait'], rows);
}

function everyoneAtOnce(): string {
  const rows = CAMPAIGNS.map((customers) => {
    const { started } = campaign(customers, REGION, 1);
    const sent = EMAIL_RATES.map((rate) => duration(campaign(customers, REGION, rate).sent));
    return [show(customers), duration(started), ...sent];
  });
  const head = ['customers', `all runs started in ${REGION}`];
  return markdown([...head, ...EMAIL_RATES.map((rate) => `sent at ${show(rate)} e-mails a second`)], rows);
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Three digits that count. */
function show(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

function percent(share: number): string {
  const value = share * 100;
  return value < 0.01
    ? 'under 0.01 %'
    : `${value.toLocaleString('en-US', { maximumSignificantDigits: 2 })} %`;
}

function wait(seconds: number): string {
  if (Number.isNaN(seconds)) return 'a level';
  if (seconds === Number.POSITIVE_INFINITY) return 'grows all day';
  return seconds < 1 ? 'none' : duration(seconds);
}

function duration(seconds: number): string {
  if (seconds < 1) return 'at once';
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
