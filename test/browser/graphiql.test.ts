import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exampleTabs } from '../../src/graphql/example-tabs.ts';
import { startTestApp } from '../support/app.ts';
import { findChromium, openBrowser } from '../support/browser.ts';

const chromium = findChromium();
if (chromium === null) process.stderr.write('GraphiQL in Chromium is left out: no Chromium is installed.\n');

/** What GraphiQL shows as the answer; it separates lines with no-break spaces. */
const answerOf = async (page: Page): Promise<string> =>
  (await page.locator('.result-window').innerText()).replaceAll('\u00a0', ' ');

/** Until the page has settled a click on a tab may come to nothing: a person clicks again. */
const openTab = async (page: Page, name: string): Promise<void> => {
  const openOne = async (): Promise<string> => {
    await page.locator('.graphiql-tab-button', { hasText: name }).click();
    return page.locator('.graphiql-tab-active').innerText();
  };
  await expect.poll(openOne, { timeout: 10_000, interval: 300 }).toContain(name);
};

const runTab = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Execute query/ }).click();
};

const fillVariables = async (page: Page, variables: object): Promise<void> => {
  await page.locator('.graphiql-editor-tool .monaco-editor').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  // Inserted, not typed: the editor would close each bracket and quote once more.
  await page.keyboard.insertText(JSON.stringify(variables));
};

/** A page of GraphiQL on a gateway of its own, with what it asked for and what it complained of. */
const openGraphiQL = async (browser: Awaited<ReturnType<typeof openBrowser>>) => {
  const { url, sandbox } = await startTestApp();
  // Tall, since an editor holds only the lines that can be seen.
  const page = await browser.newPage({ viewport: { width: 1400, height: 3000 } });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await page.goto(`${url}/graphql`);
  await page.waitForSelector('.graphiql-tab');
  return { url, sandbox, page, asked, complaints };
};

describe.skipIf(chromium === null)(
  chromium === null ? 'GraphiQL (left out: no Chromium is installed)' : 'GraphiQL in Chromium',
  () => {
    let browser: Awaited<ReturnType<typeof openBrowser>>;
    beforeAll(async () => {
      browser = await openBrowser(chromium ?? '');
    });
    afterAll(() => browser.close());

    test('opens with a tab for each thing to try, and asks nobody else', async () => {
      const { url, page, asked, complaints } = await openGraphiQL(browser);
      const tabs = await page.locator('.graphiql-tab-button').allInnerTexts();
      expect(tabs).toEqual(['SetStock', 'Follow', 'Confirm', 'ReplaceProducts', 'Look']);
      expect(tabs).toHaveLength(exampleTabs.length);
      expect(asked.filter((address) => !address.replace('blob:', '').startsWith(url))).toEqual([]);
      expect(complaints).toEqual([]);
      await page.close();
    });

    test('runs the mutation, and follows it to its end', async () => {
      const { page, sandbox, complaints } = await openGraphiQL(browser);
      sandbox.smaregi.control.behave({ callbackDelayMs: 600 });
      await runTab(page);
      await expect.poll(() => answerOf(page), { timeout: 10_000 }).toContain('UNKNOWN_CHANNEL');
      const id = /"id": "(?<id>[^"]+)"/u.exec(await answerOf(page))?.groups?.['id'];
      expect(id).toBeDefined();

      await openTab(page, 'Follow');
      await fillVariables(page, { id });
      await runTab(page);
      await expect.poll(() => answerOf(page), { timeout: 10_000 }).toContain('"completed": true');
      const lastEvent = await answerOf(page);
      expect(lastEvent).toContain('"status": "COMPLETED"');
      // The stream has ended: what was the button to stop it runs the query again.
      await expect
        .poll(() => page.locator('.graphiql-execute-button').getAttribute('aria-label'))
        .toContain('Execute query');
      expect(complaints).toEqual([]);
      await page.close();
    });

    test('is the manual: the documentation tells what each thing means', async () => {
      const { page } = await openGraphiQL(browser);
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.locator('.graphiql-doc-explorer a', { hasText: 'Mutation' }).first().click();
      await expect
        .poll(() => page.locator('.graphiql-doc-explorer').innerText(), { timeout: 10_000 })
        .toContain('Sets stock to absolute quantities, on any mix of channels.');
      await page.close();
    });
  },
);
