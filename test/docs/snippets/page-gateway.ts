import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type App, startApp } from '../../../src/app/compose.ts';
import { type Config, readConfig } from '../../../src/config/config.ts';
import { createLog } from '../../../src/lib/logging/log.ts';
import { startVendors } from '../../support/app.ts';
import { newKey } from '../../support/keys.ts';
import { type Sandbox, settingsOfSandbox } from '../../support/sandbox/index.ts';
import type { Settings } from '../../support/settings.ts';
import type { OnFinished } from '../../support/temporary-directory.ts';
import { inFolder, settingsIn } from './page-settings.ts';

/** How long a stop waits for unfinished work. The snippets leave none. */
const graceMs = 1_000;

type Running = { readonly url: string; readonly metricsUrl: string | null };

type Place = {
  /** The folder of the page. */
  readonly directory: string;
  /** A folder for files of the test. */
  readonly files: string;
  /** The products that the vendors list. */
  readonly products: number;
};

export type PageGateways = {
  /** Starts a gateway as `npm start` does in the folder of the page. Returns after it has read the lists of Smaregi. */
  start(inline: Settings): Promise<void>;
  /** Stops every gateway of the page. */
  stop(): Promise<void>;
  /** The running gateways, in the order of their start. */
  running(): readonly Running[];
  /** A key for every gateway that needs one. */
  readonly key: string;
  /** The sandbox vendors of this process; null while no gateway uses them. */
  vendors(): Sandbox | null;
};

/**
 * Whether the gateway has read the products, stores and stock of the vendor. A later gateway of a page may find them in
 * the journal, and does not read them for a minute.
 */
const hasCatalogue = async (url: string, key: string, isFirst: boolean): Promise<boolean> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({
      query:
        '{ stockLevels(filter: { channels: ["smaregi"] }, first: 1) { nodes { id } } channel(key: "smaregi") { health { catalogSyncedAt } } }',
    }),
  });
  const answer = JSON.stringify(await response.json());
  return answer.includes(isFirst ? '"catalogSyncedAt":"' : '"nodes":[{"id"');
};

const untilRead = async (url: string, key: string, isFirst: boolean): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!(await hasCatalogue(url, key, isFirst))) {
    if (Date.now() > end) throw new Error('The gateway has not read the lists of Smaregi');
    await new Promise((done) => {
      setTimeout(done, 25);
    });
  }
};

/** The gateways of one page. They run in this process, because a process for each would cost seconds of CPU time. */
export const createPageGateways = (
  { directory, files, products }: Place,
  later: OnFinished,
): PageGateways => {
  const running: App[] = [];
  const { key, sha256, id } = newKey();
  let vendors: Sandbox | null = null;
  let started = 0;

  /** The keys of the page, and one for this test. */
  const withOwnKey = async (path: string): Promise<string> => {
    const { clients }: { readonly clients: readonly unknown[] } = JSON.parse(await readFile(path, 'utf8'));
    const keys = [{ id, sha256, createdAt: '2026-01-22T01:57:00Z', expiresAt: null }];
    const own = {
      id: 'test',
      scopes: ['read', 'stock:write', 'product:write', 'inventory:confirm', 'sku:write', 'webhook:write'],
      channels: null,
      keys,
    };
    const copy = resolve(files, `keys-${running.length}.json`);
    await writeFile(copy, JSON.stringify({ clients: [...clients, own] }), { mode: 0o600 });
    return copy;
  };

  const configOf = async (inline: Settings): Promise<Config> => {
    const dotEnv = await readFile(resolve(directory, '.env'), 'utf8').catch(() => '');
    const settings = inFolder({ DATA_DIR: '.data', ...settingsIn(dotEnv), ...inline }, directory);
    const keysFile = settings['API_KEYS_FILE'];
    const own = readConfig({ ...settings, ...(keysFile && { API_KEYS_FILE: await withOwnKey(keysFile) }) });
    if (own.channels.length > 0) return own;
    vendors ??= await startVendors(later, { products });
    return readConfig({
      ...settings,
      ...settingsOfSandbox(vendors),
      ...(keysFile && { API_KEYS_FILE: await withOwnKey(keysFile) }),
    });
  };

  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((app) => app.close(graceMs)));
  };
  later(stop);
  return {
    start: async (inline) => {
      const app = await startApp(await configOf(inline), createLog('silent'));
      running.push(app);
      await untilRead(app.url, key, started === 0);
      started += 1;
    },
    stop,
    running: () => running,
    key,
    vendors: () => vendors,
  };
};
