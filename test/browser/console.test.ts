import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { accepted, catalogueRead, setStock, until } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { startReceiver } from '../support/webhook-receiver.ts';

const chromium = findChromium();
const missing = chromium === null ? ' (no Chromium installed)' : '';
const soon = { timeout: 60_000 };
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser | null = null;
beforeAll(async () => {
  if (chromium !== null) browser = await openBrowser(chromium);
});
afterAll(() => browser?.close());

const openPage = async (
  settings: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> => {
  if (browser === null) throw new Error('The browser has not started');
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    ...settings,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(soon.timeout);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  return { page, complaints };
};

/** Stored for a person, if SCREENSHOTS names a directory. */
const screenshot = async (page: Page, name: string): Promise<void> => {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
};

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

/** The rules that the page breaks, with the elements. Axe waits for nothing, so the page must be complete. */
const brokenRules = async (page: Page): Promise<readonly string[]> => {
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`);
};

/** The smallest thing that each page has to show. */
const addressesOf = (
  operation: string,
  level: string,
): readonly (readonly [path: string, title: RegExp | string])[] => [
  ['', 'Channels'],
  ['/operations', 'Operations'],
  [`/operations/${encodeURIComponent(operation)}`, 'Set stock'],
  ['/products', 'Products and stock'],
  [`/products/${encodeURIComponent(level)}`, /./u],
  ['/drift', 'Drift'],
  ['/skus', 'SKUs'],
  ['/webhooks', 'Webhooks'],
  ['/rates', 'Rates'],
];

const levelId = async (url: string): Promise<string> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: '{ stockLevels(filter: { productIds: ["501"] }, first: 1) { nodes { id } } }',
    }),
  });
  return JSON.stringify(await response.json()).match(/"id":"(?<id>[^"]+)"/u)?.groups?.['id'] ?? '';
};

const confirm = async (page: Page, button: string, action: string): Promise<void> => {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: action }).click();
};

const startRead = async (settings: Readonly<Record<string, string>> = {}): Promise<TestApp> => {
  const app = await startTestApp({ SANDBOX_SALES_PER_MINUTE: '0', ...settings });
  await catalogueRead(app.url);
  return app;
};

describe.skipIf(chromium === null)(`the console${missing}`, () => {
  test('shows each page in both themes and on a phone, and axe finds nothing', async () => {
    const { url } = await startRead();
    const answer = await setStock(url, [smaregiStock('501', 12), globalLinkStock('missing-001', 1)]);
    const addresses = addressesOf(accepted(answer).id, await levelId(url));
    for (const settings of [
      { colorScheme: 'light' as const },
      { colorScheme: 'dark' as const, viewport: { width: 390, height: 844 } },
    ]) {
      const { page, complaints } = await openPage(settings);
      for (const [path, name] of addresses) {
        await page.goto(`${url}/console${path}`);
        await page.getByRole('heading', { level: 1, name }).waitFor();
        expect(await brokenRules(page), `${path} ${settings.colorScheme}`).toEqual([]);
        const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        expect(isWide, `${path} scrolls sideways`).toBe(false);
      }
      expect(complaints).toEqual([]);
    }
  });

  test('loads at most 180 KB of compressed JavaScript for its first page, from the gateway only', async () => {
    const { url } = await startRead();
    const { page } = await openPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${url}/console`);
    await title(page, 'Channels');
    await page.getByText('smaregi', { exact: true }).first().waitFor();
    const bytes = await page.evaluate(`performance.getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js')).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThanOrEqual(180_000);
    expect(new Set(asked.map((address) => new URL(address).host))).toEqual(new Set([new URL(url).host]));
  });

  test('shows operations as they happen, and retries and cancels from their page', async () => {
    const { url, sandbox } = await startRead({ RETRY_FOR_MS: '0' });
    const { page, complaints } = await openPage();
    await page.goto(`${url}/console/operations`);
    await title(page, 'Operations');
    const release = sandbox.smaregi.control.hold('answers');
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 503, times: 1 });
    const failed = accepted(await setStock(url, [globalLinkStock('product-001', 3)])).id;
    await setStock(url, [smaregiStock('501', 12)], { waitMs: 0 });
    const queued = accepted(await setStock(url, [smaregiStock('501', 13)], { waitMs: 0 })).id;
    const rowTo = (id: string) => page.locator(`a[href$="/operations/${encodeURIComponent(id)}"]`);
    await rowTo(queued).first().click();
    await title(page, 'Set stock');
    await confirm(page, 'Cancel queued items', 'Cancel queued items');
    await page.getByText('1 item was canceled.').waitFor();
    release();
    await page.goBack();
    await rowTo(failed).first().click();
    await page.getByRole('tab', { name: 'Delivery log' }).click();
    await page.getByText('503').first().waitFor();
    await confirm(page, 'Retry failed items', 'Retry failed items');
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByText('Retry of').waitFor();
    await page.getByText('Applied', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('repairs drift', async () => {
    const { url, sandbox } = await startRead({ CATALOG_POLL_MS: '150', DRIFT_AFTER_MS: '300' });
    await setStock(url, [smaregiStock('567', 50)]);
    const { page } = await openPage();
    await page.goto(`${url}/console/drift`);
    await title(page, 'Drift');
    const select = page.getByRole('checkbox', { name: /^Select .*渋谷店/u });
    // The gateway accepts every difference until DRIFT_AFTER_MS after its first poll, and an event of the write may
    // still explain the first ones.
    let quantity = 45;
    await until(
      async () => {
        quantity -= 1;
        sandbox.smaregi.edits.setStockSilently('567', '8', quantity);
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        return select.count();
      },
      (count) => count > 0,
    );
    await page.getByText('Select all').click();
    await confirm(page, 'Repair 1 level', 'Repair');
    await page.getByText('1 level was repaired.').waitFor();
    await page.getByText('No drift').waitFor();
  });

  test('registers a webhook endpoint, shows its deliveries, and sends one again', async () => {
    const { url } = await startRead({ ALLOW_PRIVATE_WEBHOOKS: 'on' });
    const receiver = await startReceiver(onTestFinished);
    const { page, complaints } = await openPage();
    await page.goto(`${url}/console/webhooks`);
    await page.getByText('No endpoint').waitFor();
    await page.getByLabel('URL').fill(`${receiver.url}/hooks`);
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText(/whsec_/u).waitFor();
    await setStock(url, [globalLinkStock('product-001', 3)]);
    await page.getByText('Delivered').waitFor();
    await page.getByRole('button', { name: 'Send again' }).click();
    await receiver.count(2);
    // React Aria keeps its last message to screen readers for some seconds, as an image without a text.
    await page.reload();
    await page.getByText('Delivered').waitFor();
    await page.getByText(/2 attempts|1 attempt/u).click();
    await page.locator('.attempts li').first().waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await screenshot(page, 'console-webhooks');
    await confirm(page, 'Switch off', 'Switch off');
    await page.getByText('Off', { exact: true }).waitFor();
    await confirm(page, 'Delete', 'Delete');
    await page.getByText('No endpoint').waitFor();
    expect(complaints).toEqual([]);
  });

  test('tells that the gateway has gone, and goes on when it is back', async () => {
    const settings = { PORT: String(await freePort()), DATA_DIR: await temporaryDirectory(onTestFinished) };
    const first = await startTestApp(settings);
    const { page } = await openPage();
    await page.goto(`${first.url}/console/operations`);
    await title(page, 'Operations');
    await first.close();
    const notice = page.getByText('The gateway does not answer.');
    await notice.first().waitFor();
    const second = await startTestApp(settings);
    await notice.first().waitFor({ state: 'detached' });
    const id = accepted(await setStock(second.url, [globalLinkStock('product-001', 8)])).id;
    await page
      .locator(`a[href$="/operations/${encodeURIComponent(id)}"]`)
      .first()
      .waitFor();
  });

  test('asks for a key, refuses a wrong one, and forgets it with the tab', async () => {
    const key = newKey();
    const directory = await temporaryDirectory(onTestFinished);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { person: { keys: [key] } });
    const { url } = await startTestApp({ API_KEYS_FILE });
    const { page } = await openPage();
    await page.goto(`${url}/console`);
    await page.getByLabel('API key').fill('wrong');
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('API key').fill(key.key);
    await page.keyboard.press('Enter');
    await title(page, 'Channels');
    await page.reload();
    await title(page, 'Channels');
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie')).not.toContain(key.key);
    const other = await page.context().newPage();
    await other.goto(`${url}/console`);
    await other.getByLabel('API key').waitFor();
  });

  test('keeps only the visible rows of a long list', async () => {
    const { url } = await startRead();
    for (let at = 0; at < 150; at += 1)
      await setStock(url, [globalLinkStock('product-001', at)], { waitMs: 0 });
    const { page } = await openPage();
    await page.goto(`${url}/console/operations`);
    const rows = page.locator('a[href*="/operations/"]');
    await rows.first().waitFor();
    for (let at = 0; at < 30; at += 1) await page.mouse.wheel(0, 1_000);
    await expect
      .poll(() => page.getByText(/^1\d\d operations loaded|These are all/u).count(), soon)
      .toBeGreaterThan(0);
    expect(await rows.count()).toBeLessThan(60);
  });

  test('speaks Japanese and Korean', async () => {
    const { url } = await startRead();
    for (const [locale, name] of [
      ['ja-JP', 'チャネル'],
      ['ko-KR', '채널'],
    ] as const) {
      const { page } = await openPage({ locale });
      await page.goto(`${url}/console`);
      await title(page, name);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
    }
  });
});
