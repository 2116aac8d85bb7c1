import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { replaceProducts, setStock } from '../support/client.ts';
import { product, smaregiStock } from '../support/items.ts';

const chromium = findChromium();
const missing = chromium === null ? ' (no Chromium installed)' : '';
/** The name of the store whose stock `smaregiStock` sets. */
const storeName = '渋谷店';
const soon = { timeout: 60_000 };
const folder = new URL('../../examples/shop', import.meta.url).pathname;

let browser: Browser | null = null;
beforeAll(async () => {
  if (chromium !== null) browser = await openBrowser(chromium);
});
afterAll(() => browser?.close());

/** The development server of the example, as `npm run shop` starts it. */
const serveShop = async (gateway: string): Promise<string> => {
  const server: ViteDevServer = await createServer({
    configFile: `${folder}/vite.config.ts`,
    root: folder,
    logLevel: 'error',
    server: { port: 0, proxy: { '/graphql': { target: gateway, ws: true } } },
  });
  onTestFinished(() => server.close());
  await server.listen();
  return server.resolvedUrls?.local[0] ?? '';
};

const openShop = async (settings: Readonly<Record<string, string>> = {}) => {
  const { url, sandbox, close } = await startTestApp(settings);
  if (browser === null) throw new Error('The browser has not started');
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
  onTestFinished(() => page.close());
  page.setDefaultTimeout(soon.timeout);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await replaceProducts(url, [product('product-001', { name: 'Green tea' })]);
  await page.goto(await serveShop(url));
  return { page, sandbox, url, close, complaints };
};

/** Stored for a person, if SCREENSHOTS names a directory. */
const screenshot = async (page: Page, name: string): Promise<void> => {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
};

const rowOf = (page: Page, name: string, place: string) =>
  page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name, exact: true }) })
    .getByRole('listitem')
    .filter({ hasText: place });

const search = (page: Page, text: string) => page.getByLabel('Search products').fill(text);
const results = (page: Page) => page.getByRole('list', { name: 'Results' }).getByRole('listitem');

describe.skipIf(chromium === null)(`the example shop${missing}`, () => {
  test('sets stock on several channels, shows the new values first, and then each outcome', async () => {
    const { page, sandbox, complaints } = await openShop();
    const releaseCallbacks = sandbox.smaregi.control.hold('webhooks');
    await search(page, 'Green tea');
    const tea = rowOf(page, 'Green tea', 'global-link');
    await tea.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel(/^Green tea/u).fill('9');

    await search(page, '501');
    const shirt = page.getByRole('article').first().getByRole('listitem').filter({ hasText: storeName });
    const before = await shirt.getByRole('status').innerText();
    await shirt.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('spinbutton').nth(1).fill('77');
    await screenshot(page, 'shop-form');
    await page.getByRole('button', { name: 'Set stock at 2 channels' }).click();

    // Global Link answers at once. Smaregi holds its callback, so the page shows the value that is not confirmed.
    await expect.poll(() => results(page).nth(0).innerText(), soon).toContain('The vendor confirmed 9');
    await expect.poll(() => results(page).nth(1).innerText(), soon).toContain('reports the outcome later');
    expect(await shirt.getByRole('status').innerText()).toBe('77');
    expect(await shirt.getByRole('status').getAttribute('class')).toBe('pending');
    expect(before).not.toBe('77');
    await screenshot(page, 'shop-pending');

    releaseCallbacks();
    await expect.poll(() => results(page).nth(1).innerText(), soon).toContain('The vendor confirmed 77');
    await expect.poll(() => shirt.getByRole('status').getAttribute('class'), soon).toBe('');
    expect(await shirt.getByRole('status').innerText()).toBe('77');
    await search(page, 'Green tea');
    await expect.poll(() => tea.getByRole('status').innerText(), soon).toBe('9');
    await screenshot(page, 'shop-done');
    expect(complaints).toEqual([]);
  });

  test('explains a failure by its type, and shows the true value again', async () => {
    const { page, url, close } = await openShop();
    await search(page, '501');
    const level = page.getByRole('article').first().getByRole('listitem').filter({ hasText: storeName });
    await level.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('spinbutton').fill('41');
    // Another person changes the same stock. The list shows it without a reload.
    await setStock(url, [smaregiStock('501', 63)]);
    await page.getByRole('button', { name: 'Set stock at 1 channel' }).click();
    await expect.poll(() => results(page).innerText(), soon).toContain('the stock had changed. It is 63 now');
    await expect.poll(() => level.getByRole('status').innerText(), soon).toBe('63');
    await screenshot(page, 'shop-stale');
    await close();
    await page.getByRole('status').filter({ hasText: 'Offline' }).waitFor();
    await screenshot(page, 'shop-offline');
  });
});
