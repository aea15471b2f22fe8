// docs/clients.md tells what becomes of Segment's calls. UPDATE_DOCS=1 writes the table of known events anew.

import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callTypes } from '../../functions/http/segment/call.ts';
import { eventOfCall } from '../../functions/http/segment/event-of-call.ts';
import { knownEvents } from '../../functions/http/segment/known-events.ts';
import { MOST_WAITING } from '../../lib/embedded/engine/intake.ts';
import { generatedParts, readPage, regenerate, root } from './markdown.ts';

const PAGE = 'docs/clients.md';

const rows = [...knownEvents].map(([name, { type, told }]) => `| ${name} | \`${type}\` | ${told} |`);
const table = ['| Segment | Milepost | its properties |', '| --- | --- | --- |', ...rows].join('\n');

test('the table of known events is that of the code', () => {
  expect(generatedParts(readPage(PAGE))).toEqual(['known events']);
  const fresh = regenerate(readPage(PAGE), new Map([['known events', table]]));
  if (process.env.UPDATE_DOCS) writeFileSync(`${root}${PAGE}`, fresh);
  expect(readPage(PAGE), 'stale: run UPDATE_DOCS=1 npx vitest run test/docs').toBe(fresh);
});

test.each(callTypes)('the page says what becomes of %s', (type) => {
  const call = { type, userId: 'ada', event: 'Seen', groupId: 'g', previousId: 'p' };
  const outcome = eventOfCall(call, { now: 0, newId: () => 'new', namesAsSent: false });
  const name = 'event' in outcome ? outcome.event.type : '';
  expect(readPage(PAGE)).toContain(`| \`${type}\` | ${type === 'track' ? 'the name' : `\`${name}\` |`}`);
});

test('the page says how many events may wait', () => {
  expect(readPage(PAGE)).toContain(`From ${MOST_WAITING.toLocaleString('en')} on`);
});
