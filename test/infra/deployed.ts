// What `npm run deploy` would make of the project's journeys, without bundling: the code of every function is a stub.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type Loaded, loadWorkflows } from '../../bin/workflows.ts';
import { addMilepost } from '../../lib/infra/milepost.ts';
import { readSettings } from '../../lib/infra/settings.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Context = Readonly<Record<string, unknown>>;

export type Resource = {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
};

const usual = {
  stage: 'test',
  from: 'Shop <hello@shop.example>',
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/** The app with both stacks; `context` is said on the command line. */
export async function anApp(
  context: Context = {},
  loaded?: Pick<Loaded, 'catalog' | 'templates' | 'events'>,
  env?: Environment,
) {
  // CDK's own check of templates takes ten seconds to load; `npm run synth` has it.
  const app = new App({ context: { ...usual, ...context }, builtinCloudFormationValidation: false });
  const settings = readSettings((name) => app.node.tryGetContext(name));
  const { catalog, templates, events } = loaded ?? (await loadWorkflows(join(root, 'workflows')));
  const folder = mkdtempSync(join(tmpdir(), 'milepost-'));
  const code = Code.fromInline('export const handler = async () => {};');
  const lambdas = { root, entries: join(root, 'bin', 'lambda'), code };
  const stacks = addMilepost(app, {
    settings,
    catalog,
    templates,
    events,
    lambdas,
    folder,
    ...(env && { env }),
  });
  rmSync(folder, { recursive: true });
  return { app, settings, catalog, templates, ...stacks };
}

/** Both templates. */
export async function deployed(context: Context = {}) {
  const { stateful, engine, ...rest } = await anApp(context);
  return { stateful: Template.fromStack(stateful), engine: Template.fromStack(engine), ...rest };
}

/** The resources of a type, by logical id. */
export function ofType(template: Template, type: string): Map<string, Resource> {
  return new Map(Object.entries(template.findResources(type) as Record<string, Resource>));
}

/** A property of a resource, by path; an empty object where there is none. */
export function propertyOf(resource: Resource | undefined, ...path: string[]): Record<string, unknown> {
  let value: unknown = resource?.Properties;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Text with CloudFormation's functions as they would be filled in, roughly: names in angle brackets. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join(' ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value) return `<${[value['Fn::GetAtt']].flat().join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [separator, parts] = value['Fn::Join'];
    return parts.map(asText).join(separator);
  }
  if ('Fn::ImportValue' in value) return `<${asText(value['Fn::ImportValue'])}>`;
  return JSON.stringify(value);
}
