// Scenarios on the engine: each is a replay of its own on the virtual clock, compared with what it expects.

import { readScenarioFiles, readScenarioFolder } from '../lib/embedded/files/read-scenario-files.ts';
import { buildCatalog, type Catalog } from '../lib/journey/catalog.ts';
import type { ChannelName } from '../lib/journey/channels/index.ts';
import type { Problem } from '../lib/journey/checks/problem.ts';
import { type ActualRun, compareScenario } from '../lib/journey/scenarios/compare.ts';
import type { ActualMessage } from '../lib/journey/scenarios/compare-messages.ts';
import type { Plan } from '../lib/journey/scenarios/plan.ts';
import { readScenarios } from '../lib/journey/scenarios/read-scenarios.ts';
import { bundleHash } from '../lib/journey/templates/bundle.ts';
import { forms } from '../lib/journey/templates/form.ts';
import { plainText } from '../lib/journey/templates/plain-text.ts';
import type { RenderedMessage } from '../lib/journey/templates/render.ts';
import { type Replayed, replay } from './replay.ts';
import { type Loaded, loadWorkflows } from './workflows.ts';

export type LoadedScenario = {
  file: string;
  name: string;
  /** Runs it; a sentence for each difference between what is expected and what came of it. */
  run(): Promise<string[]>;
};

/** All scenarios of a folder of workflows, or of these files; those with errors are among the problems. */
export async function loadScenarios(
  workflows: string,
  files: readonly string[] = [],
): Promise<{ scenarios: LoadedScenario[]; problems: Problem[] }> {
  const loaded = await loadWorkflows(workflows);
  const texts = files.length === 0 ? await readScenarioFolder(workflows) : await readScenarioFiles(files);
  const context = {
    journeys: [...loaded.catalog.journeys.keys()],
    templates: loaded.templates.map(({ name }) => name),
    events: loaded.events,
  };
  const read = texts.map(({ file, text }) => ({ file, ...readScenarios(file, text, context) }));
  return {
    scenarios: read.flatMap(({ file, plans }) =>
      plans.map((plan) => ({ file, name: plan.scenario.name, run: () => runScenario(loaded, plan) })),
    ),
    problems: read.flatMap(({ problems }) => problems),
  };
}

async function runScenario(loaded: Loaded, plan: Plan): Promise<string[]> {
  const replayed = await replay({
    catalog: unspread(onlyThese(loaded, plan.journeys)),
    templates: loaded.templates,
    events: plan.events,
    customers: [plan.customer],
    rejected: 0,
    from: Math.min(plan.start, plan.events[0]?.at ?? plan.start),
    until: plan.until,
    assumeReachable: false,
    stopwatch: { now: () => 0 },
  });
  try {
    return compareScenario(plan, await whatHappened(replayed, plan.customer.id));
  } finally {
    replayed.close();
  }
}

/** A single customer is no crowd: what waits for the morning comes when it begins, which a scenario can say. */
function unspread(catalog: Catalog): Catalog {
  return { ...catalog, sending: catalog.sending && { ...catalog.sending, spread: 'PT1S' } };
}

function onlyThese({ catalog, templates }: Loaded, ids: readonly string[] | undefined): Catalog {
  if (!ids) return catalog;
  const journeys = [...catalog.journeys.values()].map(({ journey }) => journey);
  const hashes = new Map(templates.map((bundle) => [bundle.name, bundleHash(bundle)]));
  return buildCatalog(
    journeys.filter(({ id }) => ids.includes(id)),
    hashes,
    catalog,
  );
}

async function whatHappened({ embedded }: Replayed, customerId: string) {
  const { messages, runs, profiles, decisions } = embedded.stores;
  const profile = await profiles.get(customerId);
  const refused = (await decisions.of(customerId)).filter(
    ({ kind, outcome }) => kind === 'entry' && outcome === 'did not enter',
  );
  return {
    messages: [...messages.all()].map(({ message, content }): ActualMessage => {
      const { template, channel, at, status, reason } = message;
      return { template, channel, at, status, reason, said: content ? wordsOf(content, channel) : '' };
    }),
    runs: (await runs.of(customerId)).map(({ journeyId, status, outcome, convertedAt }): ActualRun => {
      return { journey: journeyId, status, outcome, converted: convertedAt !== null };
    }),
    attributes: profile?.attributes ?? {},
    refusals: new Map(refused.map(({ journeyId, reason }) => [journeyId, reason])),
  };
}

/** All that a reader reads; of a page, its words and where its links lead. */
function wordsOf({ subject, title, preview, body }: RenderedMessage, channel: ChannelName): string {
  const words = forms[channel].html ? plainText(body) : body;
  return [subject, title, preview, words].filter(Boolean).join('\n');
}
