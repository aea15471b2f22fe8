// A folder of workflows as it lies on disk: the journeys' texts, the templates, and what is declared beside them.

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { isObject } from '../../customer/json.ts';
import type { PlacedMessage } from '../../journey/checks/messages.ts';
import { type Problem, toProblem } from '../../journey/checks/problem.ts';
import { readDeclaration } from '../../journey/checks/read-declaration.ts';
import { readJson } from '../../journey/checks/read-json.ts';
import { looksTooFar } from '../../journey/checks/retention.ts';
import { type DeclaredEvents, DeclaredEventsSchema } from '../../journey/declared-events.ts';
import { type Deliverability, DeliverabilitySchema } from '../../journey/deliverability/settings.ts';
import { type Retention, RetentionSchema } from '../../journey/retention.ts';
import { readSegments } from '../../journey/segments/read-segments.ts';
import type { Segment } from '../../journey/segments/segment.ts';
import { type SendingRules, SendingRulesSchema } from '../../journey/sending/sending-rules.ts';
import type { TemplateBundle } from '../../journey/templates/bundle.ts';
import type { Company } from '../../journey/templates/company.ts';
import { type Tiers, TiersSchema } from '../../journey/tiers.ts';
import { FileError } from './file-error.ts';
import { readSegmentFiles } from './read-segment-files.ts';
import { readTemplates } from './read-templates.ts';

export type Workflows = {
  journeys: { file: string; text: string }[];
  /** The ids of all journeys in the folder, also of those that were not asked for, or are flawed. */
  journeyIds: Set<string>;
  /** By name: `welcome/greeting`. */
  templates: Map<string, TemplateBundle>;
  /** The same, with what validation asks. */
  messages: Map<string, PlacedMessage>;
  company?: Company;
  companyFile: string;
  events?: DeclaredEvents;
  tiers?: Tiers;
  /** Caps and quiet hours. */
  sending?: SendingRules;
  deliverability?: Deliverability;
  retention?: Retention;
  segments: Segment[];
  /** The ids of all segments, also of those that are flawed. */
  segmentIds: string[];
  /** Templates by name, and files, that are there but flawed; `problems` says how. */
  unreadable: Set<string>;
  problems: Problem[];
};

/** Every `.json` in the folder is a journey, but these. */
const SCHEMA = 'journey.schema.json';
const SENDING_SCHEMA = 'sending.schema.json';
const EVENTS = 'events.json';
const TIERS = 'tiers.json';
const RETENTION = 'retention.json';
const SENDING = 'sending.json';
const DELIVERABILITY = 'deliverability.json';
const RETENTION_SCHEMA = 'retention.schema.json';
const DELIVERABILITY_SCHEMA = 'deliverability.schema.json';
const NO_JOURNEYS: readonly string[] = [
  SCHEMA,
  SENDING_SCHEMA,
  DELIVERABILITY_SCHEMA,
  RETENTION_SCHEMA,
  EVENTS,
  TIERS,
  RETENTION,
  SENDING,
  DELIVERABILITY,
];

/** Whether a file of this name in the folder is a journey. */
export function isJourneyFile(name: string): boolean {
  return name.endsWith('.json') && !name.startsWith('.') && !NO_JOURNEYS.includes(name);
}

/**
 * Reads a folder; with `only`, of the journeys just these file names. Everything that is wrong with templates, tiers,
 * events and sending.json is among the problems. Throws `FileError` if there is no such folder, or it cannot be read.
 */
export async function readWorkflows(
  folder: string,
  { only }: { only?: readonly string[] } = {},
): Promise<Workflows> {
  const names = await namesIn(folder);
  const chosen = (only ?? names).filter((name) => !NO_JOURNEYS.includes(name));
  const problems: Problem[] = [];
  const journeys: Workflows['journeys'] = [];
  const journeyIds = new Set<string>();
  for (const name of [...new Set(chosen)].sort()) {
    const file = join(folder, name);
    if (!names.includes(name)) problems.push(toProblem(file, { path: [], message: 'there is no such file' }));
  }
  for (const name of names.filter((one) => !NO_JOURNEYS.includes(one))) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8');
    const { value } = readJson(text);
    if (isObject(value) && typeof value.id === 'string') journeyIds.add(value.id);
    if (chosen.includes(name)) journeys.push({ file, text });
  }
  const read = await readTemplates(join(folder, 'templates'));
  const { messages, company, companyFile, unreadable } = read;
  const declared = async <T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    if (!names.includes(name)) return undefined;
    const file = join(folder, name);
    const declaration = readDeclaration(file, await readFile(file, 'utf8'), schema);
    problems.push(...declaration.problems);
    if (declaration.value === undefined) unreadable.add(name);
    return declaration.value;
  };
  const segmentFiles = await readSegmentFiles(join(folder, 'segments'));
  const segments = readSegments(segmentFiles);
  problems.push(...segments.problems);
  const events = await declared(EVENTS, DeclaredEventsSchema);
  const tiers = await declared(TIERS, TiersSchema);
  const sending = await declared(SENDING, SendingRulesSchema);
  const deliverability = await declared(DELIVERABILITY, DeliverabilitySchema);
  const retention = await declared(RETENTION, RetentionSchema);
  for (const { id, when } of segments.segments) {
    const file = segmentFiles.find(({ name }) => basename(name, '.json') === id)?.file ?? id;
    for (const finding of looksTooFar(when, ['when'], retention)) problems.push(toProblem(file, finding));
  }
  return {
    journeys,
    journeyIds,
    templates: new Map([...messages].map(([name, { bundle }]) => [name, bundle])),
    messages,
    ...(company ? { company } : {}),
    companyFile,
    ...(events ? { events } : {}),
    ...(tiers ? { tiers } : {}),
    ...(sending ? { sending } : {}),
    ...(deliverability ? { deliverability } : {}),
    ...(retention ? { retention } : {}),
    segments: segments.segments,
    segmentIds: segmentFiles.map(({ name }) => basename(name, '.json')),
    unreadable,
    problems: [...problems, ...read.problems],
  };
}

/** The names of the folder's JSON files, sorted. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    if (!(await stat(folder)).isDirectory())
      throw new FileError(folder, 'is a file; name a folder of journeys');
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.json') && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (isObject(error) && error.code === 'ENOENT') throw new FileError(folder, 'there is no such folder');
    throw error;
  }
}
