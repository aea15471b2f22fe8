// The part of the HTTP API that speaks of one customer: what is kept of them, and its removal. It may read the table,
// which the function that takes events may not.

import { randomUUID } from 'node:crypto';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from '../../functions/http/app.ts';
import { personalDataDesk } from '../../functions/http/customers/personal-data.ts';
import { catalog } from './catalog.ts';
import { noIntake } from './no-intake.ts';
import { observed } from './observed.ts';
import { clock, queues, stores } from './ports.ts';
import { refreshed } from './refreshed.ts';
import { readOnce, secretReader } from './secret.ts';

const salt = readOnce(secretReader('MILEPOST_TOMBSTONE_SALT_ARN'));
const ports = { clock, ...stores(salt), queues: queues() };
const writeKey = secretReader('MILEPOST_WRITE_KEY_ARN');
const personalData = personalDataDesk(ports);

const answer = refreshed(async () => {
  const parts = { intake: noIntake, catalog, clock, namesAsSent: false, newId: randomUUID };
  return handle(createApp({ ...parts, writeKey: await writeKey(), personalData }));
});

export const handler = observed(async (event: LambdaEvent, context: LambdaContext) =>
  (await answer())(event, context),
);
