// The report of a replay, as a marketer reads it.

import type { Report } from '../../lib/embedded/report/report.ts';
import { bold } from './colors.ts';
import { compareHoldout, percent } from './holdout.ts';
import { formatDollars, formatNumber, table } from './table.ts';

export function printReport(report: Report): void {
  const period = report.from && report.to ? `, ${report.from.slice(0, 10)} to ${report.to.slice(0, 10)}` : '';
  const rejected = report.rejected > 0 ? `, ${formatNumber(report.rejected)} lines rejected` : '';
  console.log(
    `${formatNumber(report.events)} events of ${formatNumber(report.customers)} customers${period}${rejected}; ` +
      `replayed in ${report.seconds.toFixed(1)} s\n`,
  );
  printJourneys(report);
  printSplits(report);
  printMessages(report);
  printWaits(report);
  printCost(report);
}

function printJourneys(report: Report): void {
  const rows = Object.entries(report.journeys).map(([id, counts]) => [
    id,
    counts.entered,
    counts.active,
    counts.completed,
    counts.exited,
    listed(counts.outcomes),
    counts.converted,
    counts.heldOut,
    counts.failed,
  ]);
  const head = ['journey', 'entered', 'active', 'completed', 'exited', 'by outcome', 'converted', 'held out'];
  console.log(table([...head, 'failed'], rows));
  for (const [id, counts] of Object.entries(report.journeys)) {
    if (counts.heldOut > 0 && counts.entered > 0) console.log(`\n${compareHoldout(id, counts)}`);
  }
}

/** One below the other, so that the table stays narrow. */
function listed(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${formatNumber(count)}`)
    .join('\n');
}

function printSplits(report: Report): void {
  const rows: (string | number)[][] = [];
  for (const [journey, { splits }] of Object.entries(report.journeys)) {
    for (const [split, branches] of Object.entries(splits)) {
      for (const [branch, { entered, converted }] of Object.entries(branches)) {
        rows.push([`${journey} / ${split}`, branch, entered, converted, percent(converted, entered)]);
      }
    }
  }
  if (rows.length > 0) console.log(`\n${table(['split', 'branch', 'entered', 'converted', ''], rows)}`);
}

function printMessages(report: Report): void {
  const used = Object.entries(report.messages).filter(
    ([, { sent, held, failed, unknown }]) => sent + held + failed + unknown > 0,
  );
  const rows = used.map(([channel, counts]) => [
    channel,
    counts.sent,
    counts.held,
    counts.failed,
    counts.unknown,
    listed(counts.reasons),
  ]);
  const head = ['messages', 'sent', 'held', 'failed', 'unknown', 'not sent because'];
  console.log(rows.length === 0 ? '\nNo messages.' : `\n${table(head, rows)}`);
}

function printWaits({ waits = {} }: Report): void {
  const rows = Object.entries(waits).map(([channel, { messages, reasons }]) => [
    channel,
    messages,
    listed(reasons),
  ]);
  if (rows.length > 0) console.log(`\n${table(['waited first', 'messages', 'because'], rows)}`);
}

function printCost({ cost, transitions, messages, events }: Report): void {
  const emails = messages.email?.sent ?? 0;
  const rows = [
    [`Step Functions, ${formatNumber(transitions)} state transitions`, formatDollars(cost.stepFunctions)],
    [`SES, ${formatNumber(emails)} e-mails`, formatDollars(cost.ses)],
    ['SQS requests', formatDollars(cost.sqs)],
    [`EventBridge, ${formatNumber(events)} events`, formatDollars(cost.eventBridge)],
    ['Lambda calls', formatDollars(cost.lambda)],
    [bold('together'), bold(formatDollars(cost.total))],
  ];
  console.log(`\n${table(['the same on AWS, in US dollars', ''], rows)}`);
  console.log('Not counted: text messages, whose price depends on the country, Lambda time and DynamoDB.');
}

export function title(text: string): string {
  return bold(text);
}
