// The part of the HTTP API that reads and changes what is kept: of one customer, on the pages of customers too, and of
// messages that an operator sees to. It may reach the table, which the function that takes events may not.

import { randomUUID } from 'node:crypto';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { createApp } from '../../functions/http/app.ts';
import { personalDataDesk } from '../../functions/http/customers/personal-data.ts';
import type { PageParts } from '../../functions/http/pages/parts.ts';
import { unknownMessagesDesk } from '../../functions/http/unknown-messages.ts';
import { createIntake } from '../../lib/aws/intake.ts';
import { companyName } from '../../lib/journey/templates/company.ts';
import { catalog } from './catalog.ts';
import { linkTokens } from './links.ts';
import { observed } from './observed.ts';
import { bus, clock, queues, stores } from './ports.ts';
import { refreshed } from './refreshed.ts';
import { readOnce, secretReader } from './secret.ts';

const salt = readOnce(secretReader('MILEPOST_TOMBSTONE_SALT_ARN'));
const ports = { clock, ...stores(salt), queues: queues() };
const writeKey = secretReader('MILEPOST_WRITE_KEY_ARN');
const personalData = personalDataDesk(ports);
const unknownMessages = unknownMessagesDesk(ports, catalog);
const pages: PageParts = {
  ...ports,
  links: linkTokens(),
  personalData,
  companyName: (language) => companyName(catalog().company, language),
};
const intake = createIntake(bus());

const answer = refreshed(async () => {
  const parts = { intake, catalog, clock, namesAsSent: false, newId: randomUUID };
  return handle(
    createApp({
      ...parts,
      writeKey: await writeKey(),
      personalData,
      unknownMessages,
      inboxes: ports.inboxes,
      pages,
    }),
  );
});

export const handler = observed(async (event: LambdaEvent, context: LambdaContext) =>
  (await answer())(event, context),
);
