// Journeys in few words, compiled as a deployment would.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MachineDefinition } from '../../../lib/journey/compile/asl.ts';
import { compileJourney } from '../../../lib/journey/compile/compile.ts';
import type { TimeScale } from '../../../lib/journey/compile/time-scale.ts';
import { type Journey, JourneySchema } from '../../../lib/journey/journey.ts';
import { walkSteps } from '../../../lib/journey/step-ids.ts';
import { MessageSchema } from '../../../lib/journey/steps/message.ts';

export const ourJourneys = ['welcome', 'follow-up', 'tier-sprint', 'double-opt-in'];

/** A journey of these steps, and whatever else it says. */
export function journeyOf(steps: readonly object[], fields: object = {}): Journey {
  const journey = { id: 'example', trigger: { type: 'event', event: 'order.placed' }, steps, ...fields };
  // Through its text, as files come: no part of it stands in two places.
  return JourneySchema.parse(JSON.parse(JSON.stringify(journey)));
}

export function ourJourney(id: string): Journey {
  const file = join(import.meta.dirname, '../../../workflows', `${id}.json`);
  return JourneySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Its machine, with words instead of the hashes of templates. */
export function compiled(journey: Journey, timeScale?: TimeScale): MachineDefinition {
  const hashes = new Map<string, string>();
  for (const { step } of walkSteps(journey.steps)) {
    const message = MessageSchema.safeParse(step);
    if (message.success) hashes.set(message.data.template, `hash of ${message.data.template}`);
  }
  return compileJourney(journey, hashes, timeScale);
}

export const compiledSteps = (...steps: object[]): MachineDefinition => compiled(journeyOf(steps));

/** What the machine does where its steps come to an end, for tests of one state. */
export function statesOf(...steps: object[]): MachineDefinition['States'] {
  return compiledSteps(...steps).States;
}

const SCALARS = /\[\s*((?:"(?:[^"\\]|\\.)*"|[-\d.]+)(?:,\s*(?:"(?:[^"\\]|\\.)*"|[-\d.]+))*)\s*\]/g;

/** A machine as text, a list of words on one line: as the golden files have it. */
export function printed(machine: MachineDefinition): string {
  const text = JSON.stringify(machine, null, 2);
  return `${text.replaceAll(SCALARS, (_list, items: string) => `[${items.replaceAll(/,\s*\n\s*/g, ', ')}]`)}\n`;
}
