// The HTTP API on Lambda: the same app as the embedded server's, but for what speaks of one customer.

import { randomUUID } from 'node:crypto';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from '../../functions/http/app.ts';
import { createIntake } from '../../lib/aws/intake.ts';
import { catalog } from './catalog.ts';
import { declaredTypes } from './declared-types.ts';
import { flag } from './environment.ts';
import { observed } from './observed.ts';
import { bus, clock } from './ports.ts';
import { refreshed } from './refreshed.ts';
import { secretReader } from './secret.ts';

const intake = createIntake(bus());
const writeKey = secretReader('MILEPOST_WRITE_KEY_ARN');
const namesAsSent = flag('MILEPOST_SEGMENT_NAMES');

const answer = refreshed(async () => {
  const parts = { intake, catalog, clock, namesAsSent, declared: declaredTypes };
  return handle(createApp({ ...parts, newId: randomUUID, writeKey: await writeKey() }));
});

export const handler = observed(async (event: LambdaEvent, context: LambdaContext) =>
  (await answer())(event, context),
);
