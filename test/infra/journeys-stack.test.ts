// What `cdk deploy` would make of the journeys.

import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkflows } from '../../bin/workflows.ts';
import { JourneysStack } from '../../lib/infra/journeys-stack.ts';

describe('the stack of the journeys', () => {
  let template: Template;

  beforeAll(async () => {
    const { catalog } = await loadWorkflows(fileURLToPath(new URL('../../workflows', import.meta.url)));
    template = Template.fromStack(new JourneysStack(new App(), 'Journeys', { catalog, stage: 'test' }));
  });

  it('has one machine for each journey, named by stage and journey', () => {
    const machines = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    const names = machines.map((machine) => machine.Properties.StateMachineName).sort();
    expect(names).toEqual(['test-follow-up', 'test-tier-sprint', 'test-welcome', 'test-win-back']);
  });

  it('gives each channel a queue, and webhooks one, which take only encrypted requests', () => {
    template.resourceCountIs('AWS::SQS::Queue', 4);
    template.resourceCountIs('AWS::SQS::QueuePolicy', 4);
  });

  it('leaves no name of a function or queue open', () => {
    const machines = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    for (const machine of machines) {
      const given = Object.keys(machine.Properties.DefinitionSubstitutions);
      const open = [...machine.Properties.DefinitionString.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
      expect(given).toEqual(expect.arrayContaining(open));
    }
  });

  it('lets machines send to the queues and call the functions, and nothing else', () => {
    template.allResourcesProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: 'lambda:InvokeFunction', Effect: 'Allow' })]),
      },
    });
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('"Resource":"*"');
  });
});
