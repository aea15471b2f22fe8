// What a scenario expects beside what came of it: messages, runs and attributes. What differs is told in words.

import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../customer/json.ts';
import { type ActualMessage, compareMessages } from './compare-messages.ts';
import type { Plan } from './plan.ts';
import type { ExpectedRun } from './scenario.ts';
import { placeOf, valueInWords } from './words.ts';

export type ActualRun = { journey: string; status: string; outcome: string | null; converted: boolean };

/** `refusals` say, by journey, why the customer did not enter when they last could have. */
export type Happened = {
  messages: readonly ActualMessage[];
  runs: readonly ActualRun[];
  attributes: JsonObject;
  refusals: ReadonlyMap<string, string>;
};

/** A sentence for each difference; none if the scenario holds. */
export function compareScenario(plan: Plan, happened: Happened): string[] {
  const { scenario, messages, zone, start } = plan;
  const told = [
    ...compareMessages(messages, happened.messages, placeOf(zone, start)),
    ...compareRuns(scenario.runs, happened.runs),
    ...compareAttributes(scenario.attributes, happened.attributes),
  ];
  return told.length === 0 ? [] : [...told, ...whyNothingStarted(happened)];
}

function compareRuns(expected: readonly ExpectedRun[] | undefined, actual: readonly ActualRun[]): string[] {
  if (!expected) return [];
  const left = [...actual];
  const told = expected.flatMap((one) => {
    const place = left.findIndex((run) => run.journey === one.journey);
    const [run] = place < 0 ? [] : left.splice(place, 1);
    if (!run) return [`expected a run of ${one.journey} that ${standing(one)}, but there was none`];
    return isAs(one, run)
      ? []
      : [`expected a run of ${one.journey} that ${standing(one)}, but it ${standing(run)}`];
  });
  return [...told, ...left.map((run) => `a run of ${run.journey} that ${standing(run)} was not expected`)];
}

function isAs(expected: ExpectedRun, actual: ActualRun): boolean {
  return (
    actual.status === expected.status &&
    (expected.outcome === undefined || actual.outcome === expected.outcome) &&
    (expected.converted === undefined || actual.converted === expected.converted)
  );
}

const STANDINGS: Record<string, string> = { active: 'is active', heldOut: 'was held out' };

function standing({ status, outcome, converted }: ActualRun | ExpectedRun): string {
  const how = outcome === null || outcome === undefined ? '' : ` (${outcome})`;
  const goal = converted === undefined ? '' : converted ? ', converted' : ', not converted';
  return `${STANDINGS[status] ?? status}${how}${goal}`;
}

function compareAttributes(expected: JsonObject = {}, actual: JsonObject): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => !isDeepStrictEqual(actual[name] ?? null, value))
    .map(([name, value]) => {
      const [wanted, found] = [valueInWords(value), valueInWords(actual[name])];
      return `expected the attribute ${name} to be ${wanted}, but it is ${found}`;
    });
}

/** A journey that did not even start is often the reason for all the rest. */
function whyNothingStarted({ runs, refusals }: Happened): string[] {
  const refused = [...refusals]
    .filter(([journey]) => !runs.some((run) => run.journey === journey))
    .map(([journey, reason]) => `(${journey} did not start: ${reason})`);
  const heldOut = runs
    .filter((run) => run.status === 'heldOut')
    .map(
      ({ journey }) =>
        `(${journey} holds this customer out, to measure; that goes by the id, so take another)`,
    );
  return [...refused, ...new Set(heldOut)];
}
