// The report of a replay, as a marketer reads it.

import colors from 'picocolors';
import type { JourneyCounts, Report } from '../../lib/embedded/report/report.ts';
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
  const { cost } = report;
  console.log(
    `\n${formatNumber(report.transitions)} state transitions; on AWS ${formatDollars(cost.total)}: ` +
      `Step Functions ${formatDollars(cost.stepFunctions)}, EventBridge ${formatDollars(cost.eventBridge)}, ` +
      `Lambda calls ${formatDollars(cost.lambda)}, SQS ${formatDollars(cost.sqs)}, SES ${formatDollars(cost.ses)}` +
      ' (text messages, Lambda time and DynamoDB not counted)',
  );
}

function printJourneys(report: Report): void {
  const rows = Object.entries(report.journeys).map(([id, counts]) => [
    id,
    counts.entered,
    counts.active,
    counts.completed,
    counts.exited,
    counts.converted,
    counts.heldOut,
    counts.failed,
    outcomesOf(counts),
  ]);
  const head = ['journey', 'entered', 'active', 'completed', 'exited', 'converted', 'held out', 'failed'];
  console.log(table([...head, 'exited by outcome'], rows));
}

function outcomesOf(counts: JourneyCounts): string {
  return Object.entries(counts.outcomes)
    .map(([outcome, runs]) => `${outcome} ${formatNumber(runs)}`)
    .join(', ');
}

function printSplits(report: Report): void {
  const rows: (string | number)[][] = [];
  for (const [journey, { splits }] of Object.entries(report.journeys)) {
    for (const [split, branches] of Object.entries(splits)) {
      for (const [branch, counts] of Object.entries(branches)) {
        rows.push([`${journey} / ${split}`, branch, counts.entered, counts.converted]);
      }
    }
  }
  if (rows.length > 0) console.log(`\n${table(['split', 'branch', 'entered', 'converted'], rows)}`);
}

function printMessages(report: Report): void {
  const rows = Object.entries(report.messages).map(([channel, counts]) => [
    channel,
    counts.sent,
    counts.held,
    counts.failed,
    counts.unknown,
    Object.entries(counts.reasons)
      .map(([reason, messages]) => `${reason} ${formatNumber(messages)}`)
      .join(', '),
  ]);
  console.log(`\n${table(['channel', 'sent', 'held', 'failed', 'unknown', 'reasons'], rows)}`);
}

export function title(text: string): string {
  return colors.bold(text);
}
