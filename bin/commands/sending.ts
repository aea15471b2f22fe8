// `milepost sending`: how marketing fares by its rates, what is paused, and the pausing and resuming of it.

import { Command } from 'commander';
import { resumeMarketing } from '../../functions/feedback/pause-by-rates.ts';
import { formatInstant } from '../../lib/customer/time.ts';
import { countsSince, type DayCounts, dayOf } from '../../lib/journey/deliverability/rates.ts';
import type { Pause } from '../../lib/ports.ts';
import { type Kept, type Place, toRead, toWrite, withPlace } from '../deliverability/kept.ts';
import { formatNumber, table } from '../output/table.ts';
import { UsersMistake } from '../users-mistake.ts';
import { wholeNumber } from '../whole-number.ts';

type OfJourney = Place & { journey?: string };

export function sendingCommand(): Command {
  return withPlace(new Command('sending'))
    .description('tell how much marketing bounced or was complained of, and what is paused')
    .enablePositionalOptions()
    .option('--days <number>', 'the days that count, today included', wholeNumber(1, 30), 7)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  milepost sending\n  milepost sending pause --journey welcome\n  milepost sending resume --stage prod',
    )
    .action(async (options: Place & { days: number; json?: boolean }) => {
      const kept = await toRead(options);
      try {
        await list(kept, options);
      } finally {
        await kept.close();
      }
    })
    .addCommand(pauseCommand())
    .addCommand(resumeCommand());
}

function pauseCommand(): Command {
  return ofJourney(new Command('pause'))
    .description('let no marketing go out; what is transactional does')
    .option('--reason <text>', 'why, as the stories of customers will tell it', 'paused by the operator')
    .addHelpText('after', '\nExample:\n  milepost sending pause --journey welcome --reason "wrong prices"')
    .action(async (options: OfJourney & { reason: string }) => {
      const { journey: journeyId = '', reason } = options;
      const kept = await toWrite(options);
      try {
        const pause = { journeyId, reason, by: 'operator', at: kept.clock.now() };
        if (!(await kept.pauses.pause(pause)))
          throw new UsersMistake(`${scopeOf(journeyId)} is paused already`);
        console.log(`${scopeOf(journeyId)} is paused; messages wait, and go once it is resumed`);
      } finally {
        await kept.close();
      }
    });
}

function resumeCommand(): Command {
  return ofJourney(new Command('resume'))
    .description('let marketing go out again; what was counted until now counts no longer')
    .addHelpText('after', '\nExample:\n  milepost sending resume --journey welcome')
    .action(async (options: OfJourney) => {
      const { journey: journeyId = '' } = options;
      const kept = await toWrite(options);
      try {
        const isResumed = await resumeMarketing(kept, journeyId, 'operator');
        if (!isResumed) throw new UsersMistake(`${scopeOf(journeyId)} is not paused${await others(kept)}`);
        console.log(`${scopeOf(journeyId)} goes out again, within the hour${await others(kept)}`);
      } finally {
        await kept.close();
      }
    });
}

function ofJourney(command: Command): Command {
  return withPlace(command).option('--journey <journey>', 'that of one journey; all of it, if absent');
}

function scopeOf(journeyId: string): string {
  return journeyId === '' ? 'marketing as a whole' : `the marketing of ${journeyId}`;
}

/** What else is paused, for whoever thinks that all is well now. */
async function others({ pauses }: Kept): Promise<string> {
  const left = (await pauses.all()).map(({ journeyId }) => scopeOf(journeyId));
  return left.length > 0 ? `; paused: ${left.join(', ')}` : '';
}

async function list({ rates, pauses, clock }: Kept, { days, json }: { days: number; json?: boolean }) {
  const since = dayOf(clock.now()) - days + 1;
  const [counted, paused] = await Promise.all([rates.since(since), pauses.all()]);
  const known = [...counted, ...paused].map(({ journeyId }) => journeyId);
  const journeys = [...new Set(['', ...known])].sort();
  const lines = journeys.map((journeyId) => lineOf(journeyId, counted, paused, since));
  if (json) {
    console.log(JSON.stringify(lines, null, 2));
    return;
  }
  const rows = lines.map(({ journey, sent, bounced, complained, pause }) => [
    journey ?? 'all',
    formatNumber(sent),
    shareOf(bounced, sent),
    shareOf(complained, sent),
    pause ? `paused since ${pause.since.slice(0, 16).replace('T', ' ')}: ${pause.reason}` : '',
  ]);
  console.log(table(['journey', 'sent', 'hard bounces', 'complaints', ''], rows));
}

function lineOf(journeyId: string, counted: readonly DayCounts[], paused: readonly Pause[], since: number) {
  const own = journeyId === '' ? counted : counted.filter((one) => one.journeyId === journeyId);
  const pause = paused.find((one) => one.journeyId === journeyId);
  return {
    journey: journeyId === '' ? null : journeyId,
    ...countsSince(own, since),
    pause: pause ? { since: formatInstant(pause.at), reason: pause.reason, by: pause.by } : null,
  };
}

function shareOf(part: number, whole: number): string {
  if (whole === 0) return formatNumber(part);
  return `${formatNumber(part)} (${((100 * part) / whole).toFixed(2)} %)`;
}
