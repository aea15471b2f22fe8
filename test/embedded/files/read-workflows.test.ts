import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readWorkflows } from '../../../lib/embedded/files/read-workflows.ts';
import { formatProblems } from '../../../lib/journey/checks/problem.ts';
import { validateSet } from '../../../lib/journey/checks/validate-set.ts';

const root = mkdtempSync(join(tmpdir(), 'milepost-workflows-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;

/** A new folder with these files, by path. */
function folderOf(files: Record<string, string>): string {
  const folder = join(root, String(++count));
  for (const [name, content] of Object.entries({ '.keep': '', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const journey = JSON.stringify({
  id: 'welcome',
  trigger: { type: 'event', event: 'customer.registered' },
  steps: [{ type: 'message', channel: 'email', template: 'welcome/greeting', purpose: 'transactional' }],
});
const greeting = { 'templates/welcome/greeting/email.en.liquid': 'Subject: Hi\n\nHello' };
const said = (folder: string, problems: Parameters<typeof formatProblems>[0]) =>
  formatProblems(problems).replaceAll(`${folder}/`, '').split('\n').filter(Boolean);

async function validated(folder: string): Promise<string[]> {
  const workflows = await readWorkflows(folder);
  return said(folder, [...workflows.problems, ...validateSet(workflows.journeys, workflows).problems]);
}

test('the journeys that come with Milepost are valid, without a warning', async () => {
  expect(await validated(fileURLToPath(new URL('../../../workflows', import.meta.url)))).toEqual([]);
});

test('every JSON file is a journey but those that are known to be something else', async () => {
  const folder = folderOf({
    ...greeting,
    'welcome.json': journey,
    'tiers.json': '[{"name": "silver", "orders": 0}]',
    'events.json': '{"customer.registered": {"properties": {}}}',
    'journey.schema.json': '{}',
    'notes.txt': 'x',
  });
  const read = await readWorkflows(folder);
  expect(read.journeys.map(({ file }) => file)).toEqual([join(folder, 'welcome.json')]);
  expect([...read.templates.keys()]).toEqual(['welcome/greeting']);
  expect(read.tiers).toEqual([{ name: 'silver', orders: 0 }]);
  expect(Object.keys(read.events ?? {})).toEqual(['customer.registered']);
  expect(await validated(folder)).toEqual([]);
});

test('deliverability.json sets what it names, and what is wrong in it is told with its place', async () => {
  const set = { pause: { complaintRate: 0.002 }, rates: { email: 14 } };
  const folder = folderOf({
    ...greeting,
    'welcome.json': journey,
    'deliverability.schema.json': '{}',
    'deliverability.json': JSON.stringify(set),
  });
  const { deliverability, journeyIds } = await readWorkflows(folder);
  expect([...journeyIds]).toEqual(['welcome']);
  expect(deliverability).toMatchObject({
    softBounces: { inARow: 7, within: 'P90D', suppressFor: 'P30D' },
    pause: { complaintRate: 0.002, bounceRate: 0.05, days: 7, minimumSent: 500 },
    rates: { email: 14 },
  });
  const wrong = { pause: { complaintRate: 2 }, softBounce: {} };
  const flawed = folderOf({
    ...greeting,
    'welcome.json': journey,
    'deliverability.json': JSON.stringify(wrong),
  });
  const problems = await validated(flawed);
  expect(problems).toHaveLength(2);
  expect(problems.join('\n')).toContain('did you mean "softBounces"?');
  expect(problems.join('\n')).toContain('pause.complaintRate');
});

test('without a folder of templates, it is the journey that is told what it lacks', async () => {
  expect(await validated(folderOf({ 'welcome.json': journey }))).toEqual([
    'welcome.json: steps[0].template: there is no template "welcome/greeting": no folder templates/welcome/greeting',
  ]);
});

test('a flawed template is told once, in its own file', async () => {
  const folder = folderOf({ 'welcome.json': journey, 'templates/welcome/greeting/email.en.liquid': 'Hello' });
  expect(await validated(folder)).toEqual([
    'templates/welcome/greeting/email.en.liquid: line 1, column 1: has no Subject; begin the file with "Subject: …" and a blank line',
  ]);
});

test('a template in the wrong place', async () => {
  expect(await validated(folderOf({ 'templates/email.en.liquid': 'x' }))).toEqual([
    'templates/email.en.liquid: is in the wrong place; a template lies in templates/<journey>/<message>/',
  ]);
});

test('flawed tiers and events are told in their own files, and no journey is blamed', async () => {
  const folder = folderOf({
    ...greeting,
    'welcome.json': journey.replace(
      '"steps"',
      '"audience": {"attribute": "ordersToNextTier", "eq": 3}, "steps"',
    ),
    'tiers.json': '[]',
    'events.json': '{"a": 1}',
  });
  expect(await validated(folder)).toEqual([
    'events.json: a: must be an object in braces, and is the number 1',
    'tiers.json: is empty; it needs at least 1',
  ]);
});

test('caps and quiet hours come from sending.json, and what is wrong with them is told in full', async () => {
  const folder = folderOf({ 'sending.json': '{"caps": [{"atMost": 2, "within": "P1D"}]}' });
  expect((await readWorkflows(folder)).sending).toMatchObject({ caps: [{ atMost: 2 }], quietHours: [] });
  const flawed = folderOf({ 'sending.json': '{"caps": [{"atMost": 0}], "quiet": []}' });
  expect(await validated(flawed)).toHaveLength(3);
});

test('single files are read with what lies beside them; one that is not there is told', async () => {
  const folder = folderOf({ ...greeting, 'welcome.json': journey, 'other.json': '{' });
  const read = await readWorkflows(folder, { only: ['welcome.json', 'missing.json', 'tiers.json'] });
  expect(read.journeys).toHaveLength(1);
  expect(read.templates.size).toBe(1);
  expect(said(folder, read.problems)).toEqual(['missing.json: there is no such file']);
});

test('a folder that is not there is told', async () => {
  await expect(readWorkflows(join(root, 'nowhere'))).rejects.toThrow('nowhere: there is no such folder');
});

const marketing = journey.replace(',"purpose":"transactional"', '');
const company = '{"name": "The Shop", "address": "1 Harbour Road"}';
const page =
  'Subject: Hi\n\n<mjml><mj-body><mj-section><mj-column>\n<mj-text>FOOTER</mj-text></mj-column></mj-section></mj-body></mjml>';
const footer = '<a href="{{ links.unsubscribe }}">No more</a> {{ company.address }}';

test('e-mail of marketing in MJML is valid with a way to unsubscribe and the address of the company', async () => {
  const folder = folderOf({
    'welcome.json': marketing,
    'templates/company.json': company,
    'templates/welcome/greeting/email.en.mjml': page.replace('FOOTER', footer),
    'templates/welcome/greeting/sample.json': '{"customer": {"firstName": "Ann"}}',
  });
  expect(await validated(folder)).toEqual([]);
  const read = await readWorkflows(folder);
  expect(read.templates.get('welcome/greeting')?.files['email.en']).toContain('<!doctype html>');
  expect(read.company).toEqual({ name: 'The Shop', address: '1 Harbour Road' });
});

test('what it lacks is told in its file, and that there is no company.json once', async () => {
  const file = 'templates/welcome/greeting/email.en.mjml';
  expect(await validated(folderOf({ 'welcome.json': marketing, [file]: page }))).toEqual([
    expect.stringContaining(`${file}: marketing e-mail (welcome) needs a link to unsubscribe`),
    expect.stringContaining(`${file}: marketing e-mail (welcome) needs the postal address`),
    'templates/company.json: is not there, and marketing e-mail needs the company’s postal address; write {"name": "…", "address": "…"}',
  ]);
});

test('a flawed company or sample is told in its own file, with what is allowed', async () => {
  const folder = folderOf({
    ...greeting,
    'welcome.json': marketing,
    'templates/company.json': '{"name": "The Shop", "adress": "x"}',
    'templates/welcome/greeting/sample.json': '{"custmer": {}}',
  });
  const told = (await validated(folder)).join('\n');
  expect(told).toMatch(/^templates\/company.json: adress: .*did you mean "address"/m);
  expect(told).toMatch(/^templates\/welcome\/greeting\/sample.json: custmer: .*did you mean "customer"/m);
  expect(told).not.toContain('is not there');
});
