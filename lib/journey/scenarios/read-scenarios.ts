// A file of scenarios becomes plans, or everything that is wrong with it, in the words of validation.

import { problemOf } from '../../customer/ingest.ts';
import { explain } from '../checks/explain.ts';
import type { Finding, Path, Problem } from '../checks/problem.ts';
import { problemsIn, readJson } from '../checks/read-json.ts';
import { suggest } from '../checks/suggest.ts';
import type { DeclaredEvents } from '../declared-events.ts';
import { type Plan, planScenario } from './plan.ts';
import { type Scenario, type ScenarioFile, ScenarioFileSchema } from './scenario.ts';

/** What scenarios are checked against: the ids of the journeys, the names of the templates, the declared events. */
export type ScenarioContext = {
  journeys: readonly string[];
  templates: readonly string[];
  events?: DeclaredEvents | undefined;
};

/** The plans of a file without errors; of one with errors, none. */
export function readScenarios(
  file: string,
  text: string,
  context: ScenarioContext,
): { plans: Plan[]; problems: Problem[] } {
  const read = readJson(text);
  if (read.value === undefined) return { plans: [], problems: problemsIn(file, read) };
  const parsed = ScenarioFileSchema.safeParse(read.value);
  const findings = parsed.success
    ? [...check(parsed.data, context)]
    : explain(ScenarioFileSchema, read.value, parsed.error.issues);
  const problems = problemsIn(file, { ...read, findings: [...read.findings, ...findings] });
  if (!parsed.success || problems.some(({ severity }) => severity === 'error'))
    return { plans: [], problems };
  const plans = parsed.data.scenarios.map((scenario) => planScenario(parsed.data, scenario));
  return { plans: plans.filter((plan) => plan !== undefined), problems };
}

function* check(file: ScenarioFile, context: ScenarioContext): Generator<Finding> {
  yield* checkJourneys(file.journeys, ['journeys'], context.journeys);
  const names = new Set<string>();
  for (const [i, scenario] of file.scenarios.entries()) {
    const path: Path = ['scenarios', i];
    if (names.has(scenario.name)) {
      yield { path: [...path, 'name'], message: 'is also the name of another; give each scenario its own' };
    }
    names.add(scenario.name);
    yield* checkJourneys(scenario.journeys, [...path, 'journeys'], context.journeys);
    yield* checkExpected(scenario, path, context, scenario.journeys ?? file.journeys ?? context.journeys);
    yield* checkEvents(file, scenario, path, context);
  }
}

function* checkJourneys(
  ids: readonly string[] = [],
  path: Path,
  known: readonly string[],
): Generator<Finding> {
  for (const [i, id] of ids.entries()) {
    if (!known.includes(id)) yield unknown([...path, i], `there is no journey "${id}"`, id, known);
  }
}

function* checkExpected(
  { messages, runs = [] }: Scenario,
  path: Path,
  { templates }: ScenarioContext,
  running: readonly string[],
): Generator<Finding> {
  for (const [i, { template }] of messages.entries()) {
    if (templates.includes(template)) continue;
    yield unknown(
      [...path, 'messages', i, 'template'],
      `there is no template "${template}"`,
      template,
      templates,
    );
  }
  for (const [i, { journey }] of runs.entries()) {
    if (running.includes(journey)) continue;
    yield unknown([...path, 'runs', i, 'journey'], `no journey "${journey}" runs here`, journey, running);
  }
}

function* checkEvents(
  file: ScenarioFile,
  scenario: Scenario,
  path: Path,
  { events: declared }: ScenarioContext,
): Generator<Finding> {
  for (const [i, one] of scenario.events.entries()) {
    const here = [...path, 'events', i];
    const event = {
      id: '1',
      type: one.event,
      customerId: '1',
      at: 0,
      properties: one.properties ?? {},
      depth: 0,
    };
    const problem = problemOf(event);
    if (problem !== undefined) yield { path: here, message: `would not be taken in: ${problem}` };
    if (!declared || Object.hasOwn(declared, one.event)) continue;
    const message = `events.json declares no "${one.event}"`;
    yield { ...unknown([...here, 'event'], message, one.event, Object.keys(declared)), severity: 'warning' };
  }
  if (planScenario(file, scenario)) return;
  yield {
    path: [...path, 'start'],
    message: 'is missing; write it here, or once for all scenarios of the file',
  };
}

function unknown(path: Path, message: string, written: string, allowed: readonly string[]): Finding {
  const near = suggest(written, allowed);
  return { path, message, allowed, ...(near === undefined ? {} : { didYouMean: near }) };
}
