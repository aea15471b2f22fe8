// What is known of the cost of journeys: by their machines, and by the runs of a replay.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Deployed } from '../lib/journey/catalog.ts';
import type { Needs } from '../lib/journey/condition/needs.ts';
import type { Bill, Terms } from '../lib/journey/cost/bill.ts';
import { type Estimate, estimate } from '../lib/journey/cost/estimate.ts';
import { type JourneyRuns, ReplayReportSchema } from '../lib/journey/cost/frequencies.ts';
import { type Measured, measure } from '../lib/journey/cost/measured.ts';
import { modelOf } from '../lib/journey/cost/model.ts';
import type { Region, TextCountry } from '../lib/journey/cost/prices.ts';
import type { SendingRules } from '../lib/journey/sending/sending-rules.ts';
import { UsersMistake } from './users-mistake.ts';

/** What is known of the cost of one journey: from its machine, or from its runs, none of which is undefined. */
export type JourneyCost = { id: string; estimate: Estimate; measured: Measured | undefined };

/** All that is told: `idle` is the bill for an event that starts and wakes nothing. */
export type Costs = {
  entries: number;
  region: Region;
  terms: Terms;
  /** Whose text messages are priced: a country, or a price of the user's own. */
  texts: TextCountry | 'own price';
  isMeasured: boolean;
  journeys: JourneyCost[];
  idle: Bill;
};

export function costOf(
  { journey, machine, version }: Deployed,
  needs: ReadonlyMap<string, Needs>,
  terms: Terms,
  sending: SendingRules | null,
  file = '',
  runs?: Record<string, JourneyRuns>,
): JourneyCost {
  const model = modelOf(journey, machine, needs, sending);
  const own = runs?.[journey.id];
  if (runs && !own) {
    throw new UsersMistake(
      `${file} knows no journey "${journey.id}"; replay with the same --journeys folder`,
    );
  }
  if (own && own.version !== version) {
    throw new UsersMistake(`${file} is of another version of ${journey.id}; replay it again`);
  }
  return { id: journey.id, estimate: estimate(model, terms), measured: own && measure(model, own, terms) };
}

/** What `milepost replay --report` wrote. */
export async function readRuns(file: string): Promise<Record<string, JourneyRuns>> {
  const text = await readFile(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsersMistake(`${file} is no JSON; milepost replay --report writes such a file`);
  }
  const parsed = ReplayReportSchema.safeParse(json);
  if (parsed.success) return parsed.data.runs;
  throw new UsersMistake(
    `${file} is no report by milepost replay --report:\n${z.prettifyError(parsed.error)}`,
  );
}
