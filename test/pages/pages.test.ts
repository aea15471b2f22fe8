// The customers' pages as customers meet them: in a browser, in both languages, on a phone, in the dark, by keyboard.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { aShop, whoAsked } from '../functions/http/pages/a-visitor.ts';
import { barriers, describeInBrowser, overflows, picture } from './a-browser.ts';

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const looks = [
  { look: 'on a phone', language: 'en', options: phone },
  { look: 'on a phone in the dark', language: 'zh', options: { ...phone, colorScheme: 'dark' } },
  { look: 'on a desk', language: 'zh', options: { viewport: { width: 1200, height: 900 } } },
  { look: 'on a desk in the dark', language: 'en', options: { colorScheme: 'dark' } },
] as const;

const personalData = { export: async (id: string) => ({ id }), erase: async () => {} };

const shop = { en: 'Kestrel Tea', zh: '红隼茶行' };
const settings = { personalData, companyName: (language: 'en' | 'zh') => shop[language] };

describeInBrowser('the customers’ pages', (visit) => {
  for (const { look, language, options } of looks) {
    const browser = { ...options, locale: language === 'en' ? 'en-GB' : 'zh-CN' };

    test(`are without barriers ${look}, in ${language}`, async () => {
      const { preferences, unsubscribe, confirm } = await whoAsked({ consent: { sms: true } }, settings);
      const see = async (page: Page, name: string) => {
        await picture(page, `${name} ${look} ${language}`);
        expect(await barriers(page)).toEqual([]);
        expect(await overflows(page)).toBe(false);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
      };
      const page = await visit(confirm, browser);
      await see(page, 'confirm');
      await page.locator('main button').click();
      await see(page, 'confirmed');
      await page.goto(await preferences());
      await see(page, 'preferences');
      await page.locator('button[value="pause"]').click();
      await see(page, 'preferences paused');
      await page.locator('button[value="ask-erase"]').click();
      await see(page, 'delete');
      await page.locator('#proof').fill('eve@example.com');
      await page.locator('button[value="erase"]').click();
      await see(page, 'delete wrong');
      await page.locator('#proof').fill('ada@example.com');
      await page.locator('button[value="erase"]').click();
      await see(page, 'deleted');
      await page.goto(await unsubscribe());
      await see(page, 'unsubscribe');
      await page.locator('button[value="channel"]').click();
      await see(page, 'unsubscribed');
      await page.goto(`${await preferences()}x`);
      await see(page, 'wrong link');
      await page.context().close();
    });
  }

  test('a barrier would be found', async () => {
    const { preferences } = await aShop();
    const page = await visit(await preferences());
    await page
      .locator('.choice > span')
      .first()
      .evaluate((it) => it.remove());
    await page.locator('html').evaluate((it) => it.removeAttribute('lang'));
    const found = await barriers(page);
    expect(found.map((barrier) => barrier.split(':')[0])).toEqual(
      expect.arrayContaining(['label', 'html-has-lang']),
    );
    await page.context().close();
  });

  test('a customer who wants fewer e-mails and no offers says so with a few taps', async () => {
    const { preferences, now } = await aShop({}, settings);
    const page = await visit(await preferences(), phone);
    await page.getByLabel('Offers').tap();
    await page.getByLabel('Once a week at most').tap();
    await page.getByRole('button', { name: 'Save my choices' }).tap();
    expect(await page.getByRole('status').textContent()).toBe('Saved. This is what holds from now on.');
    expect(await page.getByLabel('Offers').isChecked()).toBe(false);
    expect(await page.getByLabel('Once a week at most').isChecked()).toBe(true);
    expect(await now()).toMatchObject({
      consent: { email: true, offers: false },
      attributes: { messageFrequency: 'weekly' },
    });
    await page.context().close();
  });

  test('everything works by keyboard and without scripts', async () => {
    const { preferences, now } = await aShop({}, settings);
    const page = await visit(await preferences(), { javaScriptEnabled: false });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    const save = page.getByRole('button', { name: 'Save my choices' });
    for (let tabs = 0; tabs < 30 && !(await save.evaluate((it) => it.matches(':focus'))); tabs += 1) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect((await now()).consent.email).toBe(false);
    await page.context().close();
  });

  test('one changes the language, and it stays when choices are saved', async () => {
    const { preferences } = await aShop({}, settings);
    const page = await visit(await preferences());
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByRole('button', { name: '保存我的选择' }).click();
    expect(await page.getByRole('status').textContent()).toBe('已保存，立即生效。');
    await page.context().close();
  });

  test('from unsubscribing, a link leads to the other choices', async () => {
    const { unsubscribe, now } = await aShop({}, settings);
    const page = await visit(await unsubscribe());
    await page.getByRole('button', { name: 'Unsubscribe', exact: true }).click();
    await page.getByRole('link', { name: 'Choose what you get' }).click();
    expect(await page.getByLabel('E-mail').first().isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Unsubscribe from everything' }).click();
    expect((await now()).consent).toEqual({ email: false, sms: false });
    await page.context().close();
  });

  test('a page loaded again does not do again what was done', async () => {
    const { preferences, told } = await aShop({}, settings);
    const page = await visit(await preferences());
    await page.getByRole('button', { name: 'Pause for 30 days' }).click();
    await page.getByText('Paused until').waitFor();
    await page.reload();
    expect(await told()).toHaveLength(1);
    await page.context().close();
  });

  test('a customer downloads their data', async () => {
    const { preferences } = await aShop({}, settings);
    const page = await visit(await preferences());
    await page.getByRole('button', { name: 'Download my data' }).click();
    await page.getByLabel(/^So that nobody else/).fill('ada@example.com');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download my data' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('my-data.json');
    await page.context().close();
  });
});
