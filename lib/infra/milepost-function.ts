// A Lambda with a role and a log group of its own. The role holds what lib/infra/permissions.ts lists and takes nothing
// else: what a construct would add to it by itself is not added.

import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { targetArn } from './arns.ts';
import { type BundleFiles, bundlingOf } from './bundling.ts';
import { environmentOf, type Surroundings } from './environment.ts';
import { functionSpecs } from './functions.ts';
import { retentionOf } from './log-retention.ts';
import { names } from './names.ts';
import { type FunctionName, permissionsOf } from './permissions.ts';
import { addressOf } from './settings.ts';
import { acknowledgeWildcards } from './wildcards.ts';

/** Where the functions' code is. */
export type Lambdas = {
  /** The project's folder, and the folder of the entries in it. */
  root: string;
  entries: string;
  files: BundleFiles;
  /** Instead of bundling: for tests of what does not depend on it. */
  code?: Code;
  /** What else each function finds in its environment. */
  environment?: Readonly<Record<string, string>>;
};

export type MilepostFunctionProps = Surroundings & { name: FunctionName; lambdas: Lambdas };

export class MilepostFunction extends Construct {
  readonly lambda: NodejsFunction;
  readonly timeout: Duration;
  readonly logs: ILogGroup;

  constructor(scope: Construct, id: string, { name, lambdas, ...given }: MilepostFunctionProps) {
    super(scope, id);
    const { stage, logDays } = given.settings;
    const { timeout, memory, files } = functionSpecs[name];
    this.timeout = Duration.seconds(timeout);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: names.logs(stage, name),
      retention: retentionOf(logDays),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.logs = logGroup;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const statement of this.#statements(name, given)) role.addToPolicy(statement);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    acknowledgeWildcards(role, name, stage);
    this.lambda = new NodejsFunction(this, 'Function', {
      functionName: names.function(stage, name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout: this.timeout,
      role: role.withoutPolicyUpdates(),
      environment: { ...environmentOf(name, given), ...lambdas.environment },
      tracing: Tracing.ACTIVE,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // A line for each start and end would cost more to keep than the functions do to run.
      systemLogLevelV2: SystemLogLevel.WARN,
      awsSdkConnectionReuse: false,
      projectRoot: lambdas.root,
      depsLockFilePath: join(lambdas.root, 'package-lock.json'),
      entry: join(lambdas.entries, `${name}.ts`),
      handler: 'handler',
      bundling: bundlingOf(files, lambdas.files),
      ...(lambdas.code && { code: lambdas.code }),
    });
    // A role's policy must be there before its function runs.
    this.lambda.node.addDependency(role);
  }

  #statements(name: FunctionName, given: Surroundings): PolicyStatement[] {
    const stack = Stack.of(this);
    return permissionsOf(name).map(
      ({ effect, actions, on, ownSender }) =>
        new PolicyStatement({
          effect: effect === 'deny' ? Effect.DENY : Effect.ALLOW,
          actions: [...actions],
          resources: on.map((target) => targetArn(stack, given.settings.stage, target, given)),
          ...(ownSender && {
            conditions: { StringEquals: { 'ses:FromAddress': addressOf(given.settings.from) } },
          }),
        }),
    );
  }
}
