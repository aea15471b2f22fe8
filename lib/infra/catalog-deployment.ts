// How a new catalog comes into use. Templates are kept before any machine asks for them; what the clock and segments
// need is planned only once the functions that will do it have the catalog, too.

import { CustomResource, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Journeys } from './journeys.ts';
import type { MilepostFunctions } from './milepost-functions.ts';

export type CatalogDeploymentProps = {
  /** Whatever changes with the catalog: a hash of it. */
  version: string;
  functions: MilepostFunctions;
  journeys: Journeys;
};

/** CloudFormation waits no longer than this for the answer of a function that died. */
const PATIENCE = Duration.minutes(5);

export function deployCatalog(
  scope: Construct,
  { version, functions, journeys }: CatalogDeploymentProps,
): void {
  const { lambda } = functions.of('deploy-catalog');
  const step = (id: string, name: string) =>
    new CustomResource(scope, id, {
      serviceToken: lambda.functionArn,
      resourceType: 'Custom::MilepostCatalog',
      serviceTimeout: PATIENCE,
      properties: { Step: name, Version: version },
    });
  const templates = step('Templates', 'keep-templates');
  const catalog = step('Catalog', 'take-into-use');
  journeys.node.addDependency(templates);
  // Whatever starts runs does so on machines that are there.
  functions.of('handle-events').lambda.node.addDependency(journeys);
  catalog.node.addDependency(functions, journeys);
}
