// The definitions of machines as CloudFormation takes them: in the template, where `cdk diff` shows each change, as long
// as there is room; else as files beside it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { CfnStateMachineProps } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Catalog } from '../journey/catalog.ts';

/** A template may have 1 MB; the rest of it takes less than the half. */
const ROOM = 500_000;

export type Definition = Pick<CfnStateMachineProps, 'definitionString' | 'definitionS3Location'>;

export function definitionsOf(
  scope: Construct,
  { journeys }: Catalog,
  folder: string,
): (journeyId: string) => Definition {
  const texts = new Map([...journeys].map(([id, { machine }]) => [id, JSON.stringify(machine, null, 1)]));
  const size = [...texts.values()].reduce((sum, text) => sum + JSON.stringify(text).length, 0);
  return (journeyId) => {
    const text = texts.get(journeyId) ?? '';
    if (size <= ROOM) return { definitionString: text };
    const path = join(folder, `${journeyId}.asl.json`);
    writeFileSync(path, text);
    const asset = new Asset(scope, `${journeyId}-definition`, { path });
    return { definitionS3Location: { bucket: asset.s3BucketName, key: asset.s3ObjectKey } };
  };
}
