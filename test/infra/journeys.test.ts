// What a journey's file becomes on AWS.

import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCatalog, type Catalog } from '../../lib/journey/catalog.ts';
import { bundleHash } from '../../lib/journey/templates/bundle.ts';
import { anApp, asText, deployed, ofType, type Resource } from './deployed.ts';

describe('journeys', () => {
  let engine: Template;
  let catalog: Catalog;
  let machines: Resource[];

  beforeAll(async () => {
    ({ engine, catalog } = await deployed());
    machines = [...ofType(engine, 'AWS::StepFunctions::StateMachine').values()];
  });

  it('each is one machine, named by stage and journey', () => {
    const names = machines.map(({ Properties }) => Properties.StateMachineName).sort();
    expect(names).toEqual([...catalog.journeys.keys()].map((id) => `test-${id}`));
  });

  it('no name of a function or queue is left open in a machine', () => {
    for (const { Properties } of machines) {
      const given = Object.keys(Properties.DefinitionSubstitutions as object);
      const open = [...String(Properties.DefinitionString).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
      expect(given).toEqual(expect.arrayContaining(open));
    }
  });

  it('a machine calls functions by names that are known beforehand, so that nothing waits for anything else', () => {
    for (const { Properties } of machines) {
      const { DecideStepFunction } = Properties.DefinitionSubstitutions as Record<string, unknown>;
      expect(asText(DecideStepFunction)).toBe(
        'arn:<AWS::Partition>:lambda:<AWS::Region>:<AWS::AccountId>:function:milepost-test-decide-step',
      );
    }
  });

  it('templates are kept before any machine asks for them, and planned is only once all functions have the catalog', () => {
    const steps = ofType(engine, 'Custom::MilepostCatalog');
    const stepOf = (step: string) => [...steps].find(([, { Properties }]) => Properties.Step === step);
    const [templates] = stepOf('keep-templates') ?? [];
    for (const machine of machines)
      expect(machine).toHaveProperty('DependsOn', expect.arrayContaining([templates]));
    const [, planned] = stepOf('take-into-use') ?? [];
    const functions = [...ofType(engine, 'AWS::Lambda::Function').keys()];
    expect(planned).toHaveProperty('DependsOn', expect.arrayContaining(functions));
  });

  it('another word in a template makes another version of the catalog, which is then deployed', async () => {
    const before = await anApp();
    const versionIn = async (templates: typeof before.templates) => {
      const hashes = new Map(templates.map((bundle) => [bundle.name, bundleHash(bundle)]));
      const journeys = [...before.catalog.journeys.values()].map(({ journey }) => journey);
      const catalog = buildCatalog(journeys, hashes, before.catalog);
      const app = await anApp({}, { catalog, templates, events: undefined });
      const template = app.app.synth().getStackByName(app.engine.stackName).template;
      const resources: Resource[] = Object.values(template.Resources);
      return resources.find(({ Properties }) => Properties?.Step === 'take-into-use')?.Properties.Version;
    };
    const [first, ...rest] = before.templates;
    if (!first) throw new Error('there is no template');
    const changed = Object.fromEntries(
      Object.entries(first.files).map(([name, text]) => [name, `${text} Bye.`]),
    );
    const same = await versionIn(before.templates);
    expect(same).toMatch(/^[0-9a-f]{12}$/);
    expect(await versionIn(before.templates)).toBe(same);
    expect(await versionIn([{ ...first, files: changed }, ...rest])).not.toBe(same);
  });

  it('many journeys outgrow the template; then their definitions lie beside it', async () => {
    const { catalog, templates } = await anApp();
    const [welcome] = [...catalog.journeys.values()].filter(({ journey }) => journey.id === 'welcome');
    if (!welcome) throw new Error('there is no journey welcome');
    const hashes = new Map(templates.map((bundle) => [bundle.name, bundleHash(bundle)]));
    const journeys = Array.from({ length: 70 }, (_, n) => ({ ...welcome.journey, id: `welcome-${n}` }));
    const many = buildCatalog(journeys, hashes, catalog);
    const { app, engine } = await anApp({}, { catalog: many, templates, events: undefined });
    const { template } = app.synth().getStackByName(engine.stackName);
    expect(JSON.stringify(template, null, 1).length).toBeLessThan(1_000_000);
    const made = Object.values(template.Resources as Record<string, Resource>).filter(
      ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
    );
    expect(made).toHaveLength(70);
    for (const { Properties } of made) {
      expect(Properties).not.toHaveProperty('DefinitionString');
      expect(Properties.DefinitionS3Location).toHaveProperty('Key');
    }
  });
});
