// A secret's text, read from Secrets Manager.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { requireEnv } from './environment.ts';
import { tracer } from './observed.ts';

/** Reads the secret whose ARN is in the variable, each time anew. Throws if it holds no text. */
export function secretReader(variable: string): () => Promise<string> {
  const client = tracer.captureAWSv3Client(new SecretsManagerClient({}));
  const SecretId = requireEnv(variable);
  return async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    if (SecretString) return SecretString;
    throw new Error(`the secret ${SecretId} holds no text; put one into it, see docs/aws.md`);
  };
}

/** For what never changes: read when it is first needed, and then remembered. */
export function readOnce(read: () => Promise<string>): () => Promise<string> {
  let known: Promise<string> | undefined;
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
