// The journeys of the two deployments: the project's own with some that ask for what those do not, and random ones.

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../lib/customer/json.ts';
import { walkSteps } from '../../lib/journey/step-ids.ts';
import { company, footer } from '../footer.ts';
import { aJourney, say } from '../language/journeys.ts';
import { type Event, type Model, whatHappens } from '../language/model.ts';
import { journeyOf, models, types } from '../language/random-journeys.ts';

/** Says "first", waits sixty days, and says "last". */
export const patient = {
  id: 'patient',
  trigger: { type: 'event', event: 'patience.asked' },
  reentry: 'always',
  steps: [say('first'), { id: 'sixty-days', type: 'wait', for: 'P60D' }, say('last')],
};

/** The same journey, without the step and the message for which its older runs wait. */
export const impatient = { ...patient, steps: [say('at-once')] };

/** Waits ten days for an answer, and is over if the customer says so. */
const listener = {
  id: 'listener',
  trigger: { type: 'event', event: 'question.asked' },
  reentry: 'always',
  exit: [{ event: 'question.withdrawn', outcome: 'withdrawn' }],
  steps: [
    { id: 'answer', type: 'waitFor', event: 'question.answered', timeout: 'P10D', else: [say('no-answer')] },
    say('over'),
  ],
};

/** One message, at once. */
const greeter = {
  id: 'greeter',
  trigger: { type: 'event', event: 'door.opened' },
  reentry: 'always',
  steps: [say('hello')],
};

/** The days of a month on which customers in the country ZZ, which is none, may be written to. */
export const daysForZZ = ['01', '11', '21'];

/** Everybody is counted, and nobody ever over the cap; days are quiet in ZZ only, so that the other tests need not wait. */
const sending = {
  caps: [{ atMost: 100, within: 'P1D' }],
  quietHours: [{ on: ['holiday'] }],
  holidays: { ZZ: everyDayBut(daysForZZ) },
  spread: 'PT1S',
  patience: 'P30D',
};

function everyDayBut(days: readonly string[]): string[] {
  const all = Array.from({ length: 366 }, (_, nth) =>
    new Date(Date.UTC(2024, 0, 1 + nth)).toISOString().slice(5, 10),
  );
  return all.filter((date) => !days.includes(date.slice(3)));
}

export function writeDays(folder: string): string {
  cpSync('workflows', folder, { recursive: true, filter: (path) => !path.endsWith('events.json') });
  writeJourneys(folder, [patient, listener, greeter]);
  writeFileSync(join(folder, 'sending.json'), JSON.stringify(sending));
  return folder;
}

export type RandomJourney = { id: string; model: Model; events: Event[] };

/** How many hours a random journey may go on. */
const MOST_HOURS = 14;
const COUNT = 20;
const SEED = 20261126;

/**
 * What happens in these is far enough apart for a system that takes some time for everything: each event has a quarter
 * of an hour of its own, and so has whatever is counted from it.
 */
export function randomJourneys(): RandomJourney[] {
  const hour = fc.integer({ min: 0, max: 6 });
  const event = (quarter: number) =>
    fc.record({
      hour: hour.map((at) => at + quarter / 4),
      type: fc.constantFrom(...types),
      late: fc.constant(0),
    });
  const journeys = fc.record({
    model: models.map((one): Model => ({ ...one, trigger: 'start' })),
    events: fc
      .tuple(event(1), event(2), event(3))
      .map((later): Event[] => [
        { hour: 0, type: 'start', late: 0 },
        ...later.toSorted((a, b) => a.hour - b.hour),
      ]),
  });
  const chosen = journeys.filter(({ model, events }) => {
    const lines = whatHappens(model, events);
    const last = Math.max(...lines.map((line) => Number.parseFloat(line)));
    return lines.length >= 4 && last <= MOST_HOURS;
  });
  return fc
    .sample(chosen, { seed: SEED, numRuns: COUNT })
    .map((one, number) => ({ id: `random-${String(number + 1).padStart(2, '0')}`, ...one }));
}

/** One message, whose template is deleted before anybody enters. */
const fragile = {
  id: 'fragile',
  trigger: { type: 'event', event: 'glass.dropped' },
  steps: [say('shards')],
};

export function writeHours(folder: string): string {
  const journeys = randomJourneys().map(({ id, model }) => ({ id, ...hearingOnly(id, journeyOf(model)) }));
  writeJourneys(folder, [...journeys, fragile]);
  return folder;
}

/** A journey's events have its name, so that it hears no other's. */
export function eventOf(journeyId: string, type: string): string {
  return `${journeyId}.${type}`;
}

function hearingOnly(id: string, journey: JsonObject): JsonObject {
  const renamed = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(renamed);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        name === 'event' && typeof inner === 'string' ? eventOf(id, inner) : renamed(inner as Json),
      ]),
    );
  };
  return renamed(journey) as JsonObject;
}

/** Writes journeys into a folder, and a template for each message in them, which says its own name and where to unsubscribe. */
export function writeJourneys(folder: string, journeys: readonly JsonObject[]): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'templates', 'company.json'), company);
  for (const journey of journeys) {
    writeFileSync(join(folder, `${journey.id}.json`), JSON.stringify(journey, null, 2));
    for (const { step } of walkSteps(aJourney(journey).steps)) {
      if (!('template' in step) || typeof step.template !== 'string') continue;
      const template = join(folder, 'templates', step.template);
      mkdirSync(template, { recursive: true });
      for (const [file, text] of Object.entries(filesOf(step.id))) writeFileSync(join(template, file), text);
    }
  }
}

/** The files of a message's template, by name. */
export function filesOf(step: string | undefined): Record<string, string> {
  return { 'email.en.liquid': `Subject: ${step}\n\n${step}\n${footer}` };
}
