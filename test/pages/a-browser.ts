// A browser without a window, for tests of the customers' pages: Debian's Chromium, or the one that CHROMIUM names.

import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import * as z from 'zod';

const known = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const executablePath = known.find((path) => path !== undefined && existsSync(path));

/** The rules of WCAG 2.2 up to AA, and what axe holds to be good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export type Visit = (url: string, options?: BrowserContextOptions) => Promise<Page>;

/** Gives its tests a browser; where there is none, they are skipped, and say so. */
export function describeInBrowser(name: string, tests: (visit: Visit) => void): void {
  if (executablePath === undefined) {
    describe.skip(`${name} (skipped: there is no Chromium here; apt-get install chromium)`, () =>
      tests(never));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    });
    afterAll(() => browser.close());
    tests(async (url, options = {}) => {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      const page = await context.newPage();
      await page.goto(url);
      return page;
    });
  });
}

const never: Visit = () => Promise.reject(new Error('there is no browser'));

const FoundSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** What keeps people from using a page, by axe: the rule and the elements. */
export async function barriers(page: Page): Promise<string[]> {
  // Past the page's policy, which allows no script.
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: { type: 'tag', values: RULES } });
  const { violations } = FoundSchema.parse(await page.evaluate(`axe.run(document, ${options})`));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Whether a page is wider than its window, so that one would have to scroll sideways. */
export async function overflows(page: Page): Promise<boolean> {
  const { scrollWidth, clientWidth } = WidthsSchema.parse(
    await page.evaluate(
      '(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }))(document.documentElement)',
    ),
  );
  return scrollWidth > clientWidth;
}

const WidthsSchema = z.object({ scrollWidth: z.number(), clientWidth: z.number() });

/** Keeps a picture of the whole page where MILEPOST_SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.MILEPOST_SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
