// The permissions that end in a wildcard, and what keeps each in its bounds.

import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { targetArn } from './arns.ts';
import { acknowledge } from './nag.ts';
import { type FunctionName, permissionsOf, type Target, withoutResource } from './permissions.ts';

/** Why the target of a permission is wider than one resource. */
const wide: Partial<Record<Exclude<Target, object>, string>> = {
  machines:
    'The names of all machines of a stage begin with the stage and a hyphen, which no stage’s name holds; a run in flight outlives its journey, so a list of journeys would leave it unanswered',
  executions: 'Executions are named as runs begin; all of them are of machines of this stage',
  identities:
    'SES checks the recipient’s identity too where that is one of the account’s own; a condition allows only the deployment’s own sender address',
  configurationSets:
    'An identity may have a default configuration set, which SES checks beside the one that the function names; a condition allows only the deployment’s own sender address',
  pushEndpoints: 'Each app that a customer installs is an endpoint of its own; topics are not among them',
};

/** Acknowledges exactly the wildcards that are listed here; any other is a finding. */
export function acknowledgeWildcards(role: Role, name: FunctionName, stage: string): void {
  const stack = Stack.of(role);
  for (const { effect, actions, on } of permissionsOf(name)) {
    for (const target of on) {
      if (typeof target === 'object' || effect === 'deny') continue;
      const reasons = actions.map((action) => withoutResource[action] ?? `${action} has a resource`);
      const reason = target === 'everything' ? reasons.join('; ') : wide[target];
      if (reason === undefined) continue;
      const secrets = { writeKeyArn: '', webhookSecretArn: '', linkKeysArn: '', tombstoneSaltArn: '' };
      acknowledge(role, { [findingOf(targetArn(stack, stage, target, secrets))]: reason });
    }
  }
}

/** As cdk-nag calls it: with the tokens as names in angle brackets. */
function findingOf(arn: string): string {
  const told = arn.replaceAll(
    /\$\{Token\[(AWS\.\w+)\.\d+\]\}/g,
    (_, name: string) => `<${name.replace('.', '::')}>`,
  );
  return `AwsSolutions-IAM5[Resource::${told}]`;
}
