// The journeys of a folder, checked and compiled, or a clear refusal.

import { basename, dirname } from 'node:path';
import { realClock } from '../lib/embedded/clock.ts';
import { readSendingRules } from '../lib/embedded/files/read-sending-rules.ts';
import { readWorkflows, type Workflows } from '../lib/embedded/files/read-workflows.ts';
import { buildCatalog, type Catalog } from '../lib/journey/catalog.ts';
import type { ValidationContext } from '../lib/journey/checks/check.ts';
import { formatProblems, type Problem } from '../lib/journey/checks/problem.ts';
import { type ValidatedSet, validateSet } from '../lib/journey/checks/validate-set.ts';
import type { TimeScale } from '../lib/journey/compile/time-scale.ts';
import type { DeclaredEvents } from '../lib/journey/declared-events.ts';
import type { Retention } from '../lib/journey/retention.ts';
import type { SendingRules } from '../lib/journey/sending/sending-rules.ts';
import { bundleHash, type TemplateBundle } from '../lib/journey/templates/bundle.ts';
import { nameMissing, UsersMistake } from './users-mistake.ts';
import { allowedHosts } from './webhooks.ts';

export type Loaded = {
  catalog: Catalog;
  templates: TemplateBundle[];
  /** What `events.json` declares; undefined where there is none. */
  events: DeclaredEvents | undefined;
  /** What `retention.json` says; undefined where there is none, and everything is kept. */
  retention: Retention | undefined;
  problems: Problem[];
};

/** What a deployment says for itself. `timeScale` is for machines that tests deploy to an emulator. */
export type Deployment = { webhookHosts?: readonly string[]; timeScale?: TimeScale };

/** All journeys of a folder, one at least. Throws with every error of every file; warnings come along. */
export async function loadWorkflows(
  folder: string,
  { webhookHosts = allowedHosts(), timeScale }: Deployment = {},
): Promise<Loaded> {
  const workflows = await readWorkflows(folder);
  if (workflows.journeys.length === 0) {
    throw new UsersMistake(`${folder}: there is no journey; every .json file of that folder is one`);
  }
  const checked = validateSet(workflows.journeys, { ...workflows, now: realClock.now(), webhookHosts });
  return toLoaded(workflows, checked, timeScale);
}

/** One journey by its file, or by its id within a folder; with the templates, events and tiers beside it. */
export async function loadJourneyFile(name: string, folder: string): Promise<Loaded & { journeyId: string }> {
  const isFile = name.endsWith('.json');
  const workflows = await readWorkflows(isFile ? dirname(name) : folder);
  const wanted = isFile ? basename(name) : `${name}.json`;
  const chosen = workflows.journeys.filter((journey) => basename(journey.file) === wanted);
  if (chosen.length === 0) throw missing(name, isFile, workflows, folder);
  const checked = validateSet(chosen, { ...workflows, onlyNamed: true, ...surroundings() });
  // What is wrong with other journeys' files is not this one's business; segments are everybody's.
  const problems = workflows.problems.filter(({ file }) => basename(dirname(file)) === 'segments');
  const loaded = toLoaded({ ...workflows, problems }, checked);
  return { ...loaded, journeyId: checked.journeys[0]?.id ?? name };
}

function missing(name: string, isFile: boolean, { journeys }: Workflows, folder: string): UsersMistake {
  if (isFile) return new UsersMistake(`${name}: there is no such journey`);
  const ids = journeys.map(({ file }) => basename(file, '.json'));
  return nameMissing('journey', name, ids, folder);
}

/** What journeys are checked against that lies outside their folder. */
export function surroundings(): Pick<ValidationContext, 'now' | 'webhookHosts'> {
  return { now: realClock.now(), webhookHosts: allowedHosts() };
}

function toLoaded(workflows: Workflows, checked: ValidatedSet, timeScale?: TimeScale): Loaded {
  const problems = [...workflows.problems, ...checked.problems];
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) throw new UsersMistake(`the journeys have errors:\n${formatProblems(errors)}`);
  const templates = [...workflows.templates.values()];
  const hashes = new Map(templates.map((bundle) => [bundle.name, bundleHash(bundle)]));
  const catalog = buildCatalog(checked.journeys, hashes, workflows, timeScale);
  return { catalog, templates, events: workflows.events, retention: workflows.retention, problems };
}

/** Caps and quiet hours of a file. Throws with all that is wrong with it. */
export async function loadSendingRules(file: string): Promise<SendingRules> {
  const { value, problems } = await readSendingRules(file);
  if (value) return value;
  throw new UsersMistake(`${file} has errors:\n${formatProblems(problems)}`);
}

/** The types of events that are taken with --strict-events. Throws where none are declared. */
export function strictTypes(events: DeclaredEvents | undefined, folder: string): ReadonlySet<string> {
  if (events) return new Set(Object.keys(events));
  throw new UsersMistake(
    `--strict-events needs ${folder}/events.json, which declares the events; it is not there`,
  );
}
