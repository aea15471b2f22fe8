// A custom resource's function: CloudFormation calls it with a step to take, and waits at an address for the answer.

import * as z from 'zod';
import { logger } from './observed.ts';

const RequestSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.looseObject({ Step: z.string() }),
});

type Request = z.infer<typeof RequestSchema>;

/** CloudFormation takes at most 4,096 bytes of an answer. */
const LONGEST_REASON = 1000;

/** Takes the step that is asked for, and answers how it went. Deleting the resource changes nothing. */
export function answerCloudFormation(steps: Readonly<Record<string, () => Promise<void>>>) {
  return async (event: unknown): Promise<void> => {
    const request = RequestSchema.parse(event);
    const reason = request.RequestType === 'Delete' ? undefined : await reasonOfFailure(steps, request);
    await answer(request, reason);
  };
}

/** Why the step failed; undefined if it did not. */
async function reasonOfFailure(
  steps: Readonly<Record<string, () => Promise<void>>>,
  { ResourceProperties: { Step } }: Request,
): Promise<string | undefined> {
  const step = steps[Step];
  if (!step) return `there is no step "${Step}"; there are ${Object.keys(steps).join(', ')}`;
  try {
    await step();
    return undefined;
  } catch (error) {
    // Without an answer the deployment would hang; it fails with the reason, and rolls back.
    logger.error('the step failed', { step: Step, error });
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

async function answer(
  { ResponseURL, StackId, RequestId, LogicalResourceId, ResourceProperties }: Request,
  reason: string | undefined,
): Promise<void> {
  const body = JSON.stringify({
    Status: reason === undefined ? 'SUCCESS' : 'FAILED',
    Reason: reason?.slice(0, LONGEST_REASON),
    PhysicalResourceId: `milepost-${ResourceProperties.Step}`,
    StackId,
    RequestId,
    LogicalResourceId,
  });
  // The address is signed for a request without a content type.
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    headers: { 'content-type': '' },
    body: Buffer.from(body),
  });
  if (!response.ok) throw new Error(`CloudFormation did not take the answer: ${response.status}`);
}
