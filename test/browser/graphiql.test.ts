import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startApp } from '../../src/app/compose.ts';
import { readConfig } from '../../src/config/config.ts';
import { sandboxTabs } from '../../src/graphql/examples/sandbox-tabs.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import { startTestApp } from '../support/app.ts';
import { findChromium, openBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { authorization } from '../support/graphql.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { startSandbox } from '../support/sandbox/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const chromium = findChromium();

let browser: Browser | null = null;
beforeAll(async () => {
  if (chromium !== null) browser = await openBrowser(chromium);
});
afterAll(() => browser?.close());

const soon = { timeout: 60_000 };

/** By title: GraphiQL names a tab by its operation. */
const tabs = new Map(
  sandboxTabs.map(({ query }) => [/^(?:query|mutation|subscription) (\w+)/mu.exec(query)?.[1] ?? '', query]),
);

/** A page of GraphiQL on its own gateway, with its requests and its console messages. */
const openGraphiQL = async (settings: { readonly [name: string]: string } = {}) => {
  const { url, sandbox, close } = await startTestApp(settings);
  if (browser === null) throw new Error('The browser has not started');
  // Each page has its own storage. It is tall, because an editor contains only the visible lines.
  const page = await browser.newPage({ viewport: { width: 1400, height: 2000 } });
  onTestFinished(() => page.close());
  page.setDefaultTimeout(soon.timeout);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await page.goto(`${url}/graphql`);
  await page.getByRole('tab').first().waitFor();
  return { url, page, sandbox, asked, complaints, close };
};

/** Stored for a person, if SCREENSHOTS names a directory. */
const screenshot = async (page: Page, name: string): Promise<void> => {
  const { SCREENSHOTS } = process.env;
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
};

/** The text of an editor, which separates words with no-break spaces. */
const shown = async (
  page: Page,
  name: 'Result Window' | 'Variables' | 'Operation Editor',
): Promise<string> => {
  // The variables share their region with the headers, which are hidden.
  const lines = page.getByRole('region', { name }).locator('.view-lines').filter({ visible: true });
  return (await lines.innerText()).replaceAll('\u00a0', ' ');
};

const answer = (page: Page) => expect.poll(() => shown(page, 'Result Window'), soon);

/** One click has to be enough. */
const openTab = async (page: Page, title: string): Promise<void> => {
  const button = page.getByRole('button', { name: title, exact: true });
  const tab = page.getByRole('tab').filter({ has: button });
  await tab.getByRole('button', { name: title, exact: true }).click();
  await expect.poll(() => tab.getAttribute('aria-selected'), soon).toBe('true');
  // GraphiQL reads the query of a tab a moment after it shows the tab. A run before that would run the previous tab.
  const takenIn = () => page.evaluate("localStorage.getItem('graphiql:query')");
  await expect.poll(takenIn, soon).toBe(tabs.get(title));
};

const runTab = (page: Page): Promise<void> => page.getByRole('button', { name: /^Execute query/u }).click();

const fill = async (page: Page, value: object): Promise<void> => {
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  // Inserted, not typed: the editor would add each closing bracket and quote again.
  await page.keyboard.insertText(JSON.stringify(value));
};

const openEachTab = async (page: Page): Promise<void> => {
  const [first = '', ...others] = tabs.keys();
  expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual([first, ...others]);
  for (const title of [...others, first]) {
    await openTab(page, title);
    expect(await shown(page, 'Operation Editor')).toContain(` ${title}`);
  }
};

/** Runs the open tab, which sets stock, and returns the id of the operation. */
const runMutation = async (page: Page): Promise<string> => {
  await runTab(page);
  await answer(page).toContain('"UNKNOWN_CHANNEL"');
  return /"id": "(?<id>[^"]+)"/u.exec(await shown(page, 'Result Window'))?.groups?.['id'] ?? '';
};

const follow = async (page: Page, id: string, release: () => void): Promise<void> => {
  // It follows the last operation.
  await openTab(page, 'Follow');
  await runTab(page);
  await answer(page).toContain('"completed": false');
  expect(await shown(page, 'Result Window')).toContain(`"id": "${id}"`);
  await page.getByRole('button', { name: /^Stop query/u }).waitFor();
  release();
  await answer(page).toContain('"completed": true');
  expect(await shown(page, 'Result Window')).toContain('"appliedCount": 2');
  // The stream has ended: the stop button runs the query again.
  await page.getByRole('button', { name: /^Execute query/u }).waitFor();
};

/** The start of a description that the Documentation Explorer must show. */
const [firstSentence = ''] =
  buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
    .getMutationType()
    ?.getFields()
    ['setStock']?.description?.split('. ') ?? [];

const readDocumentation = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  const explorer = page.getByRole('region', { name: 'Documentation Explorer' });
  await explorer.getByRole('link', { name: 'Mutation', exact: true }).click();
  await expect.poll(() => explorer.innerText(), soon).toContain(firstSentence);
};

/** Clicks fields, and expects the query that they build. */
const buildByClicking = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'New tab' }).click();
  await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click();
  const explorer = page.locator('.graphiql-explorer-root');
  await explorer.getByText('channels', { exact: true }).click();
  await explorer.getByText('vendor', { exact: true }).click();
  await expect.poll(() => shown(page, 'Operation Editor'), soon).toMatch(/channels \{\s*vendor\s*\}/u);
  await screenshot(page, 'graphiql-explorer');
};

const missing = chromium === null ? ' (no Chromium installed)' : '';

it.skipIf(chromium === null)(`GraphiQL has example tabs, and contacts no other host${missing}`, async () => {
  const { page, sandbox, asked, complaints, url } = await openGraphiQL();
  // The operation is followed before it ends.
  const release = sandbox.smaregi.control.hold('webhooks');
  await openEachTab(page);
  await openTab(page, 'SetStock');
  await follow(page, await runMutation(page), release);
  await readDocumentation(page);
  await buildByClicking(page);
  expect(new Set(asked.map((address) => new URL(address).origin))).toEqual(new Set([url]));
  expect(complaints).toEqual([]);
});

it.skipIf(chromium === null)(
  `GraphiQL opens without a key and sends the key that is entered${missing}`,
  async () => {
    const key = newKey();
    const directory = await temporaryDirectory(onTestFinished);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { person: { keys: [key] } });
    const { page, asked, complaints, url } = await openGraphiQL({ API_KEYS_FILE });
    // The headers that are entered below belong to this tab.
    await openTab(page, 'SetStock');
    await runTab(page);
    await answer(page).toContain('"UNAUTHENTICATED"');

    await page.getByRole('button', { name: 'Headers', exact: true }).click();
    // The headers share their region with the variables, which are hidden then.
    await page.getByRole('region', { name: 'Headers' }).click();
    await fill(page, authorization(key.key));
    await page.getByRole('button', { name: 'Re-fetch GraphQL schema' }).click();
    await readDocumentation(page);
    await runMutation(page);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(key.key);
    expect(new Set(asked.map((address) => new URL(address).origin))).toEqual(new Set([url]));
    // The browser reports only the answers 401 that came before the key.
    expect(complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  },
);

const key = 'graphiql:tabState';

it.skipIf(chromium === null)(
  `A3: GraphiQL offers only reads with real vendors, states this, and restores no sandbox tab${missing}`,
  async () => {
    const port = await freePort();
    const settings = { PORT: String(port) };
    const sandbox = await openGraphiQL(settings);
    const mark = (page: Page) => page.locator('.onshelf-mark').innerText();
    expect(await mark(sandbox.page)).toContain('Sandbox vendors.');
    expect(await mark(sandbox.page)).toContain('global-link (GLOBAL_LINK)');
    await openTab(sandbox.page, 'SetStock');
    await screenshot(sandbox.page, 'graphiql-sandbox');
    await sandbox.close();

    const vendor = await startSandbox();
    onTestFinished(() => vendor.close());
    const real = await startApp(
      readConfig({
        ...settings,
        DATA_DIR: await temporaryDirectory(onTestFinished),
        GLOBAL_LINK_BASE_URL: vendor.globalLink.url,
        GLOBAL_LINK_SECRET_KEY: vendor.globalLink.secretKey,
      }),
      createLog('silent'),
    );
    onTestFinished(() => real.close(1_000));
    // The same browser and URL, and so the same storage.
    const { page } = sandbox;
    await page.goto(`${real.url}/graphql`);
    await page.getByRole('tab').first().waitFor();
    expect(await mark(page)).toContain('Real vendors.');
    expect(await mark(page)).toContain('global-link (GLOBAL_LINK)');
    const titles = ['Look', 'Operations', 'Watch', 'WritesToCopy'];
    expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual(titles);
    for (const title of titles) {
      await page.getByRole('tab', { name: title }).getByRole('button', { name: title, exact: true }).click();
      await expect.poll(() => shown(page, 'Operation Editor'), soon).toContain(` ${title}`);
      expect(await shown(page, 'Operation Editor')).not.toMatch(/^\s*mutation/mu);
    }
    await runTab(page);
    await answer(page).toContain('"global-link"');
    await screenshot(page, 'graphiql-real');
    // The tabs of the sandbox are still stored, under their own name, for the next sandbox at this URL.
    expect(await page.evaluate(`localStorage['${key}']`)).toContain('SetStock');
    expect(await page.evaluate(`localStorage['onshelf-real:${key}']`)).not.toContain('"title":"SetStock"');
    expect(sandbox.complaints.filter((one) => !one.includes('ERR_'))).toEqual([]);
  },
);

it.skipIf(chromium === null)(`GraphiQL's page runs only its own scripts${missing}`, async () => {
  const { page, complaints } = await openGraphiQL();
  const ran = await page.evaluate(`(() => {
    const script = document.createElement('script');
    script.textContent = 'self.ran = true';
    document.body.append(script);
    return self.ran ?? false;
  })()`);
  expect(ran).toBe(false);
  expect(complaints.join()).toContain('Content Security Policy');
});
