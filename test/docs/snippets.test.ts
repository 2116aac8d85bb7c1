import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from 'graphql-sse';
import { describe, expect, vi } from 'vitest';
import { it, startTestApp, startVendors } from '../support/app.ts';
import { authorization } from '../support/graphql.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { type OnFinished, temporaryDirectory } from '../support/temporary-directory.ts';
import { differenceIn, differenceInText, type Snippet, snippetsOf } from './snippets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['README.md', ...globSync('docs/guide/*.md', { cwd: root }).toSorted()];
const textOf = (page: string): string => readFileSync(`${root}${page}`, 'utf8');

type Setting = {
  readonly url: string;
  readonly directory: string;
  readonly key: string | undefined;
};

/** Fails until the gateway has read the products, stores and stock of the vendor. */
const expectCatalogue = async (url: string, key: string | undefined): Promise<void> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(key) },
    body: JSON.stringify({ query: '{ channel(key: "smaregi") { health { catalogSyncedAt } } }' }),
  });
  expect(await response.json()).toMatchObject({
    data: { channel: { health: { catalogSyncedAt: expect.any(String) } } },
  });
};

/** Where the snippets of a page run: an empty folder, and a gateway with sandbox vendors. */
const startFor = async (page: string, later: OnFinished): Promise<Setting> => {
  const directory = await temporaryDirectory(later);
  // The partner guide sends keys. The operator guide works on the journal of configured vendors.
  const key = page === 'docs/guide/partner.md' ? newKey() : undefined;
  const keys = key && {
    API_KEYS_FILE: await writeKeys(`${directory}/keys.json`, { partner: { keys: [key] } }),
  };
  const vendors = await startVendors(later, { products: 500 });
  const { url } = await startTestApp({ DATA_DIR: `${directory}/.data`, ...keys }, later, vendors);
  await vi.waitFor(() => expectCatalogue(url, key?.key), { timeout: 20_000, interval: 50 });
  return { url, directory, key: key?.key };
};

const scripts: Readonly<Record<string, string>> = JSON.parse(textOf('package.json')).scripts;
/** `npm run` changes into the folder of the package; the snippets stay in their own. */
const withoutNpm = (text: string): string =>
  text.replaceAll(/npm run (?:-s )?(?<name>[a-z:-]+) --/gu, (_all, name: string) =>
    (scripts[name] ?? '').replace('exec ', '').replace(/(?<=node .*)(?=src\/)/u, root),
  );

const runShell = async (snippet: Snippet, { url, directory, key }: Setting): Promise<string> => {
  const command = withoutNpm(snippet.text).replaceAll('http://127.0.0.1:4000', url);
  const env = {
    PATH: `${root}node_modules/.bin:${process.env['PATH']}`,
    HOME: directory,
    DATA_DIR: '.data',
    ...(key && { ONSHELF_KEY: key }),
  };
  const { stdout } = await promisify(execFile)('bash', ['-ec', command], { cwd: directory, env });
  return stdout;
};

const runDocument = async (snippet: Snippet, { url, key }: Setting): Promise<unknown> => {
  const request = { query: snippet.text, variables: snippet.variables };
  if (/^\s*subscription\b/u.test(snippet.text)) {
    const events = createClient({ url: `${url}/graphql`, headers: authorization(key) }).iterate(request);
    const wanted =
      snippet.shown?.kind === 'json' && Array.isArray(snippet.shown.value) ? snippet.shown.value.length : 1;
    const found: unknown[] = [];
    for await (const event of events) if (found.push(event) === wanted) break;
    return found;
  }
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(key) },
    body: JSON.stringify(request),
  });
  return response.json();
};

const differenceOf = async (snippet: Snippet, setting: Setting): Promise<string | null> => {
  const { kind, shown } = snippet;
  const answer = kind === 'sh' ? await runShell(snippet, setting) : await runDocument(snippet, setting);
  if (shown?.kind === 'text') return differenceInText(shown.text, String(answer));
  if (shown) return differenceIn(shown.value, kind === 'sh' ? JSON.parse(String(answer)) : answer);
  const hasErrors = typeof answer === 'object' && answer !== null && 'errors' in answer;
  return hasErrors ? `the page shows no answer, and it has errors: ${JSON.stringify(answer)}` : null;
};

describe('the snippets of the docs', () => {
  it.concurrent.for(pages)('%s shows what a gateway answers', async (page, { later }) => {
    const setting = await startFor(page, later);
    const differences: string[] = [];
    // Later snippets of a page use what earlier ones wrote.
    for (const snippet of snippetsOf(textOf(page)).filter(({ notRun }) => notRun === null)) {
      const difference = await differenceOf(snippet, setting).catch((error: unknown) => String(error));
      if (difference !== null) differences.push(`${page}:${snippet.line}: ${difference}`);
    }
    expect(differences).toEqual([]);
  });

  it('are run unless they start, stop or install something', () => {
    const all = pages.flatMap((page) => snippetsOf(textOf(page)));
    expect(all.length).toBeGreaterThan(20);
    const reasons = all.flatMap(({ notRun }) => notRun ?? []);
    expect(reasons.filter((reason) => !/\b(?:start|stop|install|restore|needs)s?\b/u.test(reason))).toEqual(
      [],
    );
    expect(reasons.length).toBeLessThan(all.length / 2);
  });
});
