// `milepost preview`: what a marketer reads before customers do.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { milepost } from './command-line.ts';

function aFolder(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'milepost-preview-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

test('a message is written in each language, as HTML and as text, with what its reader sees first', async () => {
  const out = aFolder();
  const { stdout, exitCode } = await milepost('preview', 'welcome/greeting', '--out', out);
  expect(exitCode).toBe(0);
  const place = join(out, 'welcome/greeting');
  expect(stdout).toContain(`email en: wrote ${place}/email.en.html and ${place}/email.en.txt`);
  expect(stdout).toContain('Subject: Welcome, Alexandra\n  Preview: We are a small shop');
  expect(stdout).toContain('Subject: 欢迎你，欧阳娜娜');
  expect(stdout).toMatch(
    /sms en: wrote .*sms.en.txt\n {2}Hi Alexandra, .*\n {2}1 segment, \d+ characters \(GSM-7\)/,
  );
  expect(stdout).toMatch(/sms zh: wrote .*\n {2}欧阳娜娜，.*\n {2}1 segment, \d+ characters \(UCS-2\)/);
  expect(stdout).not.toContain('validation says');
  expect(read(place, 'email.en.html')).toMatch(/^<!doctype html>[\s\S]*Hi Alexandra,/);
  expect(read(place, 'email.zh.txt')).toContain('欧阳娜娜，你好：');
  expect(read(place, 'email.en.txt')).toContain('Unsubscribe (https://links.example/unsubscribe)');
});

test('for a customer of one’s own, in their language', async () => {
  const customer = { id: 'ann', locale: 'zh-CN', attributes: { firstName: '安' } };
  const out = aFolder({ 'ann.json': JSON.stringify(customer, null, 2) });
  const file = join(out, 'ann.json');
  const { stdout } = await milepost('preview', 'welcome/greeting', '--customer', file, '--out', out);
  expect(stdout).toContain('Subject: 欢迎你，安');
  expect(stdout).not.toContain('email en');
  const english = await milepost(
    ...['preview', 'welcome/greeting', '--customer', file, '--locale', 'en', '--out', out],
  );
  expect(english.stdout).toContain('Subject: Welcome, 安');
});

test('a language that is not there is told with the one that its readers get', async () => {
  const { stdout } = await milepost('preview', 'tier-sprint/progress', '--locale', 'fr', '--out', aFolder());
  expect(stdout).toContain('Title: Order 1 of 3 is in');
  expect(stdout).toContain('18 of 65 columns of title');
  expect(stdout).toContain('there is no fr: customers who read it get en');
});

test('what validation says of the message is told below it', async () => {
  const workflows = aFolder({ 'templates/a/b/sms.en.liquid': 'Hi {{ customer.name }}, look: http://' });
  const { stdout, exitCode } = await milepost(
    ...['preview', 'a/b', '--workflows', workflows, '--out', aFolder()],
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain('  Hi , look: http://');
  expect(stdout).toContain('validation says of it:\n');
  expect(stdout).toContain('"customer.name" is in no sample.json beside it');
  expect(stdout).toContain('the link “http://” names no host');
});

test('a message that is not there, or cannot be read, is told', async () => {
  const missing = await milepost('preview', 'welcome/greting');
  expect(missing.stderr).toContain(
    'there is no message "welcome/greting" in workflows/templates; did you mean',
  );
  expect(missing.exitCode).toBe(1);
  const workflows = aFolder({
    'templates/a/b/email.en.mjml': 'Subject: Hi\n\n<mjml><mj-body><mj-txt/></mj-body></mjml>',
  });
  const flawed = await milepost('preview', 'a/b', '--workflows', workflows);
  expect(flawed.stderr).toContain('a/b has errors:');
  expect(flawed.stderr).toContain(
    'line 3, column 1: there is no element <mj-txt> in MJML; did you mean "mj-text"?',
  );
});

test('a customer who is none is told what is wrong', async () => {
  const out = aFolder({ 'ann.json': '{"id": "ann", "mail": "a@example.com"}' });
  const { stderr } = await milepost('preview', 'welcome/greeting', '--customer', join(out, 'ann.json'));
  expect(stderr).toMatch(/ann.json: mail: .*did you mean "email"/);
  const { stderr: gone } = await milepost('preview', 'welcome/greeting', '--customer', join(out, 'ben.json'));
  expect(gone).toContain('ben.json: cannot be read');
});
