// What validation says of all journeys together, as tables for people.

import type { Analysis } from '../../lib/journey/analysis/analyse.ts';
import { cycleInWords, feedInWords } from '../../lib/journey/analysis/feeding.ts';
import { capInWords } from '../../lib/journey/sending/caps.ts';
import type { SendingRules } from '../../lib/journey/sending/sending-rules.ts';
import { bold } from './colors.ts';
import { formatNumber, table } from './table.ts';

export function printAnalysis({ messages, feeding, events }: Analysis, sending?: SendingRules): void {
  const rows = [...messages.journeys, { journey: bold('together'), ...messages.together, reason: '' }];
  const bound = (most: number | 'unbounded') => (most === 'unbounded' ? most : formatNumber(most));
  const told = rows.map(({ journey, perDay, perWeek, reason }) => [
    journey,
    bound(perDay),
    bound(perWeek),
    reason ?? '',
  ]);
  console.log(`\n${table(['messages to one customer, at most', 'in 24 hours', 'in 7 days', ''], told)}`);
  const caps = sending?.caps.map(capInWords) ?? [];
  if (caps.length > 0) console.log(`\nOf marketing, sending.json lets through at most ${caps.join(', ')}.`);
  if (feeding.feeds.length > 0) {
    const feeds = feeding.feeds.map((feed) => [feed.from, feedInWords(feed)]);
    console.log(`\n${table(['journeys that feed others', ''], feeds)}`);
  }
  for (const cycle of feeding.cycles) console.log(`\nIn a circle: ${cycleInWords(cycle)}`);
  const loose = [
    ...events.unheard.map(({ event, emittedBy }) => [
      event,
      'nothing listens to it',
      emittedBy.length === 0 ? 'declared in events.json' : `emitted by ${emittedBy.join(', ')}`,
    ]),
    ...(events.unemitted ?? []).map(({ event, heardBy, didYouMean }) => [
      event,
      'nothing emits it',
      heardBy.map(({ journey, by }) => `${by} of ${journey}`).join('\n') +
        (didYouMean === undefined ? '' : `\ndid you mean "${didYouMean}"?`),
    ]),
  ];
  if (loose.length > 0) console.log(`\n${table(['event', '', 'where'], loose)}`);
  if (events.unemitted === null) {
    console.log('\nThere is no events.json, so nobody can tell which events come.');
  }
}
