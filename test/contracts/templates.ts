// What every store of templates does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleHash, type TemplateBundle } from '../../lib/journey/templates/bundle.ts';
import type { Templates } from '../../lib/ports.ts';
import type { Closing } from './examples.ts';

/** Beside the port, what a deployment does: put bundles, and remove those that nothing uses. */
type Deploying = {
  put(bundle: TemplateBundle): Promise<string>;
  keepOnly(keep: ReadonlySet<string>): Promise<void>;
};
type Opened = { templates: Templates & Deploying } & Closing;

const greeting: TemplateBundle = {
  name: 'welcome/greeting',
  files: { 'sms.en': 'Welcome, {{ customer.attributes.name }}!', 'sms.zh': '欢迎！' },
};
const newGreeting: TemplateBundle = { ...greeting, files: { 'sms.en': 'Hello!' } };

export function templatesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let templates: Opened['templates'];

  beforeEach(async () => {
    store = await make();
    ({ templates } = store);
  });
  afterEach(() => store.close());

  test('a template is found by its content', async () => {
    expect(await templates.put(greeting)).toBe(bundleHash(greeting));
    expect(await templates.get(bundleHash(greeting))).toEqual(greeting);
    expect(await templates.get(bundleHash(newGreeting))).toBeUndefined();
  });

  test('an edited template stands beside the old one, which runs in flight still use', async () => {
    const old = await templates.put(greeting);
    await templates.put(greeting);
    const edited = await templates.put(newGreeting);

    expect(await templates.get(old)).toEqual(greeting);
    expect(await templates.get(edited)).toEqual(newGreeting);
  });

  test('a template that nothing uses any more is removed', async () => {
    const old = await templates.put(greeting);
    const edited = await templates.put(newGreeting);
    await templates.keepOnly(new Set([edited]));

    expect(await templates.get(old)).toBeUndefined();
    expect(await templates.get(edited)).toEqual(newGreeting);
  });
}
