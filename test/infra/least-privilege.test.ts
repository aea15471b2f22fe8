// No function may do more than its list in lib/infra/permissions.ts says, and nothing has more than it needs.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionNames, permissionsOf, withoutResource } from '../../lib/infra/permissions.ts';
import { asText, deployed, ofType, root } from './deployed.ts';

type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown };

type Policy = { role: string; statements: Statement[] };

/** What an entry calls to get a port, and the actions that the port is made of. */
const actionsOfPorts: readonly (readonly [string, RegExp])[] = [
  ['stores', /^dynamodb:/],
  ['bus', /^events:PutEvents$/],
  ['runner', /^states:/],
  ['queues', /^sqs:SendMessage$/],
  ['(?:secretReader|links|linkTokens)', /^secretsmanager:GetSecretValue$/],
  ['createEmailSender', /^ses:/],
  ['create(?:Sms|Push)Sender', /^sns:/],
  ['observedQueue', /^sqs:ReceiveMessage$/],
];

describe('permissions', () => {
  let engine: Template;
  let policies: Policy[];
  const roleOf = (name: string) => new RegExp(`^Functions${name.replaceAll('-', '')}Role`);
  const statementsOf = (name: string) =>
    policies.filter(({ role }) => roleOf(name).test(role)).flatMap(({ statements }) => statements);

  beforeAll(async () => {
    ({ engine } = await deployed());
    policies = [...ofType(engine, 'AWS::IAM::Policy').values()].flatMap(({ Properties }) => {
      const { Roles, PolicyDocument } = Properties as {
        Roles: { Ref: string }[];
        PolicyDocument: { Statement: Statement[] };
      };
      return Roles.map(({ Ref }) => ({ role: Ref, statements: PolicyDocument.Statement }));
    });
  });

  it.each(functionNames)('%s may do what its list says, and write its log', (name) => {
    const allowed = statementsOf(name).filter(({ Effect }) => Effect === 'Allow');
    const actions = new Set(allowed.flatMap(({ Action }) => Action));
    const listed = permissionsOf(name).filter(({ effect }) => effect !== 'deny');
    const expected = [
      ...listed.flatMap((permission) => permission.actions),
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ];
    expect(actions).toEqual(new Set(expected));
  });

  it.each(functionNames)('%s has a role of its own, with nothing attached but its list', (name) => {
    const roles = [...ofType(engine, 'AWS::IAM::Role')].filter(([id]) => roleOf(name).test(id));
    expect(roles).toHaveLength(1);
    for (const [, { Properties }] of roles) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(Properties).not.toHaveProperty('Policies');
    }
    const given = [...ofType(engine, 'AWS::Lambda::Function').values()].filter(
      ({ Properties }) => Properties.FunctionName === `milepost-test-${name}`,
    );
    expect(given.map(({ Properties }) => asText(Properties.Role))).toEqual([`<${roles[0]?.[0]}.Arn>`]);
  });

  it.each(functionNames)('%s may do what its ports need, and its ports need what it may do', (name) => {
    const entry = readFileSync(join(root, 'bin', 'lambda', `${name}.ts`), 'utf8');
    const listed = permissionsOf(name).flatMap(({ actions }) => actions);
    for (const [port, action] of actionsOfPorts) {
      const has = new RegExp(`\\b${port}\\(`).test(entry);
      expect({ port, isAllowed: listed.some((one) => action.test(one)) }).toEqual({ port, isAllowed: has });
    }
  });

  it('only the sweep lists executions, and it may start, stop and answer none', () => {
    const listing = functionNames.filter((name) =>
      statementsOf(name).some(({ Action }) => [Action].flat().includes('states:ListExecutions')),
    );
    expect(listing).toEqual(['sweep-runs']);
    const ofStates = statementsOf('sweep-runs')
      .flatMap(({ Action }) => Action)
      .filter((action) => action.startsWith('states:'));
    expect(ofStates.sort()).toEqual([
      'states:DescribeExecution',
      'states:GetExecutionHistory',
      'states:ListExecutions',
    ]);
  });

  it('nothing may scan the table', () => {
    const scans = policies.filter(({ statements }) =>
      statements.some(({ Action }) => [Action].flat().some((one) => /scan|\*|partiql/i.test(one))),
    );
    expect(scans).toEqual([]);
  });

  it('no permission names all actions of a service', () => {
    const actions = policies.flatMap(({ statements }) => statements.flatMap(({ Action }) => Action));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('only actions that AWS gives no resource are allowed on everything, each with its reason', () => {
    const onEverything = policies
      .flatMap(({ statements }) => statements)
      .filter(
        ({ Effect, Resource }) => Effect === 'Allow' && [Resource].flat().some((one) => asText(one) === '*'),
      )
      .flatMap(({ Action }) => Action);
    expect(new Set(onEverything)).toEqual(new Set(Object.keys(withoutResource)));
  });

  it('every other resource is of this stage, or of the account’s senders', () => {
    const resources = policies
      .flatMap(({ statements }) => statements)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Resource }) => [Resource].flat().map(asText));
    const own =
      /milepost-test|:stateMachine:test-\*$|:execution:test-\*:\*$|^<.*(Logs|Queues|WriteKey|WebhookSecret|LinkKeys|TombstoneSalt).*>$/;
    const senders = /:ses:.*:(identity|configuration-set)\/\*$|:sns:.*:endpoint\/\*$/;
    const strays = resources.filter((one) => one !== '*' && !own.test(one) && !senders.test(one));
    expect(strays).toEqual([]);
  });

  it('e-mail goes out under the deployment’s own address, and no other', () => {
    const [sending, ...more] = statementsOf('send-email').filter(
      ({ Action }) => Action === 'ses:SendRawEmail',
    );
    expect(more).toEqual([]);
    expect(sending?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'hello@shop.example' } });
  });

  it('the function of text messages reaches phones, but no topic and no endpoint', () => {
    const denied = statementsOf('send-sms').filter(({ Effect }) => Effect === 'Deny');
    expect(denied).toMatchObject([{ Action: 'sns:Publish' }]);
    expect(asText(denied[0]?.Resource)).toBe('arn:<AWS::Partition>:sns:*:*:*');
  });

  it('machines call the four functions of steps, and put jobs into queues', () => {
    const [machines, ...more] = policies.filter(({ role }) => role.startsWith('JourneysRole'));
    expect(more).toEqual([]);
    const told = machines?.statements.map(({ Action, Resource }) => [
      Action,
      [Resource].flat().map((one) => asText(one).split(':').at(-1)),
    ]);
    const called = ['decide-step', 'wait-for-event', 'update-profile', 'emit-event'];
    const filled = ['email', 'sms', 'push', 'inbox', 'webhook'];
    expect(told).toEqual([
      ['lambda:InvokeFunction', called.map((name) => `milepost-test-${name}`)],
      ['sqs:SendMessage', filled.map((queue) => `milepost-test-${queue}`)],
    ]);
  });
});
